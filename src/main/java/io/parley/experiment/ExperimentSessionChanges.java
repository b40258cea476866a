package io.parley.experiment;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

import io.parley.store.CompareAndSet;
import io.parley.store.JsonObject;
import io.parley.web.Precondition;
import io.parley.web.ProblemException;

import org.springframework.stereotype.Service;

/**
 * Ends sessions and changes their tags and state. Each change is one write on the
 * condition that what its event says is true; where it no longer is, the change is
 * decided anew. Changes that do not touch one another never wait for one another, so any
 * number of different tags can be added at once.
 */
@Service
class ExperimentSessionChanges {

	private final ExperimentService experiments;

	private final ExperimentSessionRepository sessions;

	private final Clock clock;

	ExperimentSessionChanges(ExperimentService experiments, ExperimentSessionRepository sessions, Clock clock) {
		this.experiments = experiments;
		this.sessions = sessions;
		this.clock = clock;
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
