package io.parley.sessionmessage;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

import io.parley.dispatch.OutboxEvent;
import io.parley.store.CompareAndSet;
import io.parley.web.Precondition;
import io.parley.web.ProblemException;

import org.springframework.stereotype.Component;

/**
 * Changes a session by compare and set: reads it, decides, writes if nobody else has
 * changed it in between, and otherwise begins again. What a decision refuses is refused
 * on the newest state.
 */
@Component
class SessionMessageChanges {

	private final SessionMessageRepository sessions;

	private final Clock clock;

	SessionMessageChanges(SessionMessageRepository sessions, Clock clock) {
		this.sessions = sessions;
		this.clock = clock;
	}

	/** Decides on a change of a session as it is at a moment. */
	@FunctionalInterface
	interface Decision {

		SessionMessageChange on(SessionMessage session, Instant now);

	}

	/**
	 * Applies a decision and answers the session as it is afterwards.
	 * @throws ProblemException 404 when the team has no such session; 412 when it is not
	 * as the precondition says; and what the decision throws
	 * @throws io.parley.store.BusyException when it changes faster than this can follow
	 */
	SessionMessage apply(String sessionId, Precondition precondition, Decision decision) {
		return repeat(sessionId, precondition, (session) -> {
			Instant now = this.clock.instant();
			SessionMessageChange change = decision.on(session, now);
			return change.isEmpty() ? Optional.of(session) : this.sessions.change(session, change, now);
		});
	}

	/**
	 * Deletes a session, keeping only its events until they are out.
	 * @throws ProblemException 404, 412, 503
	 */
	SessionMessage delete(String sessionId, Precondition precondition,
			BiFunction<SessionMessage, Instant, OutboxEvent> telling) {
		return repeat(sessionId, precondition,
				(session) -> this.sessions.delete(session, telling.apply(session, this.clock.instant())));
	}

	/**
	 * @throws ProblemException 404 when the team has no such session
	 */
	SessionMessage find(String sessionId) {
		return this.sessions.find(sessionId)
			.orElseThrow(() -> ProblemException.notFound("There is no session with session_id " + sessionId));
	}

	private SessionMessage repeat(String sessionId, Precondition precondition,
			Function<SessionMessage, Optional<SessionMessage>> attempt) {
		return CompareAndSet.repeat("Session " + sessionId, () -> {
			SessionMessage session = find(sessionId);
			precondition.check(session.tag());
			return attempt.apply(session);
		});
	}

}
