package io.parley.experiment;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

import io.parley.web.page.CountedPage;
import io.parley.web.page.PageRequest;
import io.parley.store.CompareAndSet;
import io.parley.store.JsonObject;
import io.parley.web.Caller;
import io.parley.web.Callers;
import io.parley.web.OperationId;
import io.parley.web.Precondition;
import io.parley.web.ProblemException;

import org.springframework.stereotype.Service;

/**
 * Creates, reads and lists experiment sessions, ends them and changes their tags and
 * state. Each change is one write on the condition that what its event says is true;
 * where it no longer is, the change is decided anew. Changes that do not touch one
 * another never wait for one another, so any number of different tags can be added at
 * once.
 */
@Service
class ExperimentSessionService {

	private final ExperimentService experiments;

	private final ExperimentSessionRepository sessions;

	private final MessageBatchRepository batches;

	private final Callers callers;

	private final Clock clock;

	ExperimentSessionService(ExperimentService experiments, ExperimentSessionRepository sessions,
			MessageBatchRepository batches, Callers callers, Clock clock) {
		this.experiments = experiments;
		this.sessions = sessions;
		this.batches = batches;
		this.callers = callers;
		this.clock = clock;
	}

	/**
	 * Creates a session, and its messages before it, where nobody sees them yet: when the
	 * session is there, all of them are, and until then none.
	 * @throws ProblemException 403 for another experiment than an embed key is for, 400
	 * for an experiment that is not known where new ones are not registered, 413 for more
	 * messages than can be stored at once
	 */
	SessionWithExperiment create(ExperimentSessionRequest request, OperationId operation) {
		Caller caller = this.callers.caller();
		if (caller.isEmbedded() && !request.experiment().equals(caller.experiment())) {
			throw ProblemException
				.forbidden("This embed key creates sessions of experiment " + caller.experiment() + " only");
		}
		Experiment experiment = this.experiments.forSession(request.experiment());
		MessageBatch first = MessageBatch.first(operation.id(), caller.team(), request.messages(),
				this.clock.instant());
		if (!first.messages().isEmpty()) {
			first = this.batches.insertFirst(first);
		}
		ExperimentSession session = ExperimentSession.create(experiment, request, first, caller);
		return this.experiments.with(this.sessions.insert(session, operation), experiment);
	}

	/**
	 * @throws ProblemException 404 when the team has no such session
	 */
	SessionWithExperiment get(String sessionId) {
		return this.experiments.with(List.of(this.sessions.get(sessionId))).get(0);
	}

	/** The messages of a session as it was read. */
	Transcript messages(ExperimentSession session) {
		return this.batches.transcript(session);
	}

	CountedPage<SessionWithExperiment> list(ExperimentSessionFilter filter, PageRequest request) {
		return this.sessions.list(filter, request).map(this.experiments::with);
	}

	/**
	 * Ends a session; one that has ended stays as it is.
	 * @throws ProblemException 404, 412
	 */
	ExperimentSession end(String sessionId, Precondition precondition) {
		return change(sessionId, precondition, ExperimentSession::end);
	}

	/**
	 * Adds those tags that a session does not have, in their order.
	 * @throws ProblemException 400 when it would have too many, 404, 412
	 */
	ExperimentSession addTags(String sessionId, List<String> tags, Precondition precondition) {
		return change(sessionId, precondition, (session, now) -> session.addTags(tags));
	}

	/**
	 * Removes those tags that a session has.
	 * @throws ProblemException 404, 412
	 */
	ExperimentSession removeTags(String sessionId, List<String> tags, Precondition precondition) {
		return change(sessionId, precondition, (session, now) -> session.removeTags(tags));
	}

	/**
	 * Puts another state in place of a session's.
	 * @throws ProblemException 404, 412, 413
	 */
	ExperimentSession replaceState(String sessionId, JsonObject state, Precondition precondition) {
		return change(sessionId, precondition, (session, now) -> session.replaceState(state));
	}

	private ExperimentSession change(String sessionId, Precondition precondition,
			BiFunction<ExperimentSession, Instant, Optional<ExperimentSessionChange>> decision) {
		return CompareAndSet.repeat("Session " + sessionId, () -> {
			ExperimentSession session = this.sessions.get(sessionId);
			this.experiments.check(precondition, session);
			Instant now = this.clock.instant();
			return decision.apply(session, now)
				.map((change) -> this.sessions.change(session, change, precondition.isSpecific(), now))
				.orElse(Optional.of(session));
		});
	}

}
