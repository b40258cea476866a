package io.parley.experiment;

import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.parley.dispatch.OutboxEvent;
import io.parley.store.JsonObject;
import io.parley.store.StoredSize;
import io.parley.web.Precondition;
import io.parley.web.ProblemException;
import org.bson.types.ObjectId;

import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;
import org.springframework.stereotype.Service;

/**
 * Ends sessions and changes their tags and state. Each change is one write on the
 * condition that what its event says is true; where it no longer is, the change is
 * thought out anew. Changes that do not touch one another never wait for one another, so
 * any number of different tags can be added at once.
 */
@Service
class ExperimentSessionChanges {

	private static final int MOST_TAGS = 1000;

	private final ExperimentSessionRepository sessions;

	private final ExperimentSessionEvents events;

	private final Clock clock;

	ExperimentSessionChanges(ExperimentSessionRepository sessions, ExperimentSessionEvents events, Clock clock) {
		this.sessions = sessions;
		this.events = events;
		this.clock = clock;
	}

	/** A change to make where the condition holds, and what its event says. */
	private record Change(String type, Query condition, Update update, Map<String, ?> news) {
	}

	/** What to change in a session as it is at a moment; nothing is null. */
	@FunctionalInterface
	private interface Decision {

		Change on(ExperimentSession session, Instant now);

	}

	/**
	 * Ends a session; one that has ended stays as it is.
	 * @throws ProblemException 404, 412
	 */
	ExperimentSession end(String sessionId, Precondition precondition) {
		return apply(sessionId, precondition, (session, now) -> {
			if (session.isEnded()) {
				return null;
			}
			Update ended = Update.update("status", ExperimentSession.PENDING_REVIEW).set("ended_at", now);
			return new Change("ended", new Query(Criteria.where("ended_at").is(null)), ended,
					Map.of("status", ExperimentSession.PENDING_REVIEW));
		});
	}

	/**
	 * Adds those tags that a session does not have, in their order.
	 * @throws ProblemException 400 when it would have too many, 404, 412
	 */
	ExperimentSession addTags(String sessionId, List<String> tags, Precondition precondition) {
		return apply(sessionId, precondition, (session, now) -> {
			List<String> missing = tags.stream().distinct().filter((tag) -> !session.tags().contains(tag)).toList();
			if (missing.isEmpty()) {
				return null;
			}
			if (session.tags().size() + missing.size() > MOST_TAGS) {
				throw ProblemException.invalid("tags", "tags of one session can be " + MOST_TAGS + " at most");
			}
			return new Change("tags", unchanged(tags, session), new Update().push("tags").each(missing.toArray()),
					Map.of("added", missing, "removed", List.of()));
		});
	}

	/**
	 * Removes those tags that a session has.
	 * @throws ProblemException 404, 412
	 */
	ExperimentSession removeTags(String sessionId, List<String> tags, Precondition precondition) {
		return apply(sessionId, precondition, (session, now) -> {
			List<String> present = session.tags().stream().filter(tags::contains).toList();
			if (present.isEmpty()) {
				return null;
			}
			return new Change("tags", unchanged(tags, session), new Update().pullAll("tags", present.toArray()),
					Map.of("added", List.of(), "removed", present));
		});
	}

	/**
	 * Puts another state in place of a session's.
	 * @throws ProblemException 404, 412, 413
	 */
	ExperimentSession replaceState(String sessionId, JsonObject state, Precondition precondition) {
		return apply(sessionId, precondition, (session, now) -> {
			if (session.state().equals(state)) {
				return null;
			}
			Update replaced = Update.update("state", state).set("state_bytes", StoredSize.of(state.stored()));
			return new Change("state", new Query(), replaced, Map.of("state", state));
		});
	}

	/** That a session has and does not have the same of these tags as before. */
	private static Query unchanged(List<String> tags, ExperimentSession session) {
		LinkedHashSet<String> present = new LinkedHashSet<>(tags);
		present.retainAll(session.tags());
		LinkedHashSet<String> missing = new LinkedHashSet<>(tags);
		missing.removeAll(present);
		Criteria criteria = Criteria.where("tags");
		if (!present.isEmpty()) {
			criteria.all(present);
		}
		if (!missing.isEmpty()) {
			criteria.nin(missing);
		}
		return new Query(criteria);
	}

	private ExperimentSession apply(String sessionId, Precondition precondition, Decision decision) {
		Contention contention = new Contention(sessionId);
		while (true) {
			ExperimentSession session = this.sessions.get(sessionId);
			precondition.check(session.tag());
			Instant now = this.clock.instant();
			Change change = decision.on(session, now);
			if (change == null) {
				return session;
			}
			Optional<ExperimentSession> changed = attempt(session, change, precondition.isSpecific(), now);
			if (changed.isPresent()) {
				return this.events.publishLater(changed.get());
			}
			contention.pause();
		}
	}

	private Optional<ExperimentSession> attempt(ExperimentSession session, Change change, boolean exactly,
			Instant now) {
		OutboxEvent event = this.events.event(change.type(), session, new ObjectId(), now, change.news());
		if (exactly) {
			change.condition().addCriteria(Criteria.where("version").is(session.version()));
		}
		return this.sessions.change(session, change.condition(), change.update().max("updated_at", now), event);
	}

}
