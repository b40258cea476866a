package io.parley.experiment;

import java.time.Clock;
import java.util.List;
import java.util.Optional;

import io.parley.store.CompareAndSet;
import io.parley.web.OperationId;
import io.parley.web.Precondition;
import io.parley.web.ProblemException;

import org.springframework.stereotype.Service;

/**
 * Adds messages to the end of sessions. The batch is stored first, at the session's end,
 * where no reader looks; then one conditional write moves the end behind it, which is
 * when its messages come into the session, all at once.
 *
 * <p>
 * Only one batch can be at one place. Who finds another there moves the end behind it, on
 * its behalf, and goes on after it: an instance that dies between the two writes holds
 * nobody up, and the order is the same for all. Whether a batch is in the session is told
 * by its place, so a repeated operation finds out what became of it.
 */
@Service
class MessageAppender {

	private final ExperimentService experiments;

	private final ExperimentSessionRepository sessions;

	private final MessageBatchRepository batches;

	private final Clock clock;

	private final StripedQueue queue = new StripedQueue();

	MessageAppender(ExperimentService experiments, ExperimentSessionRepository sessions, MessageBatchRepository batches,
			Clock clock) {
		this.experiments = experiments;
		this.sessions = sessions;
		this.batches = batches;
		this.clock = clock;
	}

	/** A session after messages were added to it, and these. */
	record Appended(ExperimentSession session, MessageBatch batch) {
	}

	/**
	 * Adds messages, once for each operation.
	 * @throws ProblemException 404, 409 when the session has ended, 412, 413
	 */
	Appended append(String sessionId, List<ExperimentMessageRequest> messages, OperationId operation,
			Precondition precondition) {
		return this.queue.take(sessionId, () -> CompareAndSet.repeat("Session " + sessionId,
				() -> attempt(sessionId, messages, operation, precondition)));
	}

	private Optional<Appended> attempt(String sessionId, List<ExperimentMessageRequest> messages, OperationId operation,
			Precondition precondition) {
		ExperimentSession session = this.sessions.get(sessionId);
		try {
			this.experiments.check(precondition, session);
			session.requireOpen();
		}
		catch (ProblemException ex) {
			return Optional.of(appendedBefore(session, operation).orElseThrow(() -> ex));
		}
		return append(session,
				MessageBatch.next(operation.id(), session, messages, precondition, this.clock.instant()));
	}

	private Optional<Appended> append(ExperimentSession session, MessageBatch batch) {
		MessageBatch placed = this.batches.place(batch).orElse(null);
		if (placed == null) {
			return Optional.empty();
		}
		boolean own = placed.id().equals(batch.id());
		if (own && placed.isIn(session)) {
			return Optional.of(new Appended(session, placed));
		}
		if (placed.isRefusedBy(session)) {
			this.batches.withdraw(placed);
			return Optional.empty();
		}
		return this.sessions.show(placed).filter((shown) -> own).map((shown) -> new Appended(shown, placed));
	}

	/**
	 * What an operation that is refused now has done before, perhaps with another's help.
	 */
	private Optional<Appended> appendedBefore(ExperimentSession session, OperationId operation) {
		Optional<MessageBatch> own = this.batches.find(operation.id());
		own.filter((batch) -> batch.isRefusedBy(session)).ifPresent(this.batches::withdraw);
		return own.filter((batch) -> batch.isIn(session)).map((batch) -> new Appended(session, batch));
	}

}
