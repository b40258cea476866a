package io.parley.experiment;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import io.parley.dispatch.Outbox;
import io.parley.dispatch.OutboxEvent;
import io.parley.dispatch.OutboxSource;
import io.parley.web.page.CountedPage;
import io.parley.web.page.CountedPageReader;
import io.parley.web.page.PageRequest;
import io.parley.store.TeamTemplate;
import io.parley.web.Callers;
import io.parley.web.OperationId;
import io.parley.web.ProblemException;
import org.bson.Document;
import org.bson.types.ObjectId;

import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;
import org.springframework.stereotype.Repository;

/**
 * The sessions as they are stored. Every change but new messages is one conditional write
 * that carries its event.
 */
@Repository
class ExperimentSessionRepository {

	private final TeamTemplate store;

	private final Outbox outbox;

	private final OutboxSource source;

	private final ExperimentSessionEvents events;

	private final Callers callers;

	private final CountedPageReader<ExperimentSession> pages;

	ExperimentSessionRepository(TeamTemplate store, Outbox outbox, OutboxSource experimentSessionOutbox,
			ExperimentSessionEvents events, Callers callers, ExperimentProperties properties) {
		this.store = store;
		this.callers = callers;
		this.outbox = outbox;
		this.source = experimentSessionOutbox;
		this.events = events;
		this.pages = new CountedPageReader<>(store, ExperimentSession.class, ExperimentSession::id,
				properties.maxCount());
	}

	/**
	 * Inserts a session with its first event; one of the same operation that is there
	 * already is answered in its place.
	 */
	ExperimentSession insert(ExperimentSession session, OperationId operation) {
		OutboxEvent created = this.events.event("created", session, operation.id(), session.createdAt(),
				Map.of("status", session.status(), "message_count", session.messageCount()));
		try {
			return this.outbox.insert(this.source, session, created);
		}
		catch (DuplicateKeyException ex) {
			return this.store.findOne(byId(session.id()), ExperimentSession.class).orElseThrow(() -> ex);
		}
	}

	/**
	 * A session, for the caller of the request at hand.
	 * @throws ProblemException 403 when the caller may not see it, 404 when the team has
	 * no such session
	 */
	ExperimentSession get(String sessionId) {
		ExperimentSession session = this.store
			.findOne(new Query(Criteria.where("session_id").is(sessionId)), ExperimentSession.class)
			.orElseThrow(() -> ProblemException.notFound("Session not found"));
		session.requireVisibleTo(this.callers.caller());
		return session;
	}

	/** Those of some ids of which there is a session. */
	Set<ObjectId> existing(String team, Collection<ObjectId> ids) {
		Query query = new Query(Criteria.where("_id").in(ids));
		query.fields().include("_id");
		return this.store.of(team)
			.on(ExperimentSession.COLLECTION)
			.find(query, Document.class)
			.stream()
			.map((session) -> session.getObjectId("_id"))
			.collect(Collectors.toSet());
	}

	CountedPage<ExperimentSession> list(ExperimentSessionFilter filter, PageRequest request) {
		return this.pages.read(() -> {
			Query query = filter.query();
			query.fields().exclude(OutboxEvent.OUTBOX);
			return query;
		}, request);
	}

	/**
	 * Makes a change, with its event, if the session still meets its condition.
	 * @param exactly whether the session must be in this very version
	 * @return the session as it is then, or nothing where it did not
	 */
	Optional<ExperimentSession> change(ExperimentSession session, ExperimentSessionChange change, boolean exactly,
			Instant now) {
		Query condition = new Query(change.condition());
		if (exactly) {
			condition.addCriteria(Criteria.where("version").is(session.version()));
		}
		OutboxEvent event = this.events.event(change.type(), session, new ObjectId(), now, change.news());
		return this.outbox.change(this.source, session, condition, change.update().max("updated_at", now),
				List.of(event));
	}

	/**
	 * Shows a batch of messages that is stored at the session's end to its readers, if it
	 * is still the end and the session still takes messages.
	 * @return the session as it is then, or nothing where it did not
	 */
	Optional<ExperimentSession> show(MessageBatch batch) {
		Query unchanged = byId(batch.session())
			.addCriteria(Criteria.where("next_position").is(batch.position()).and("ended_at").is(null));
		if (batch.ifVersion() != null) {
			unchanged.addCriteria(Criteria.where("version").is(batch.ifVersion()));
		}
		Update update = new Update().inc("next_position", batch.size())
			.inc("message_count", batch.messages().size())
			.inc("version", 1)
			.max("updated_at", batch.createdAt());
		return this.store.findAndModify(unchanged, update, ExperimentSession.class);
	}

	private static Query byId(ObjectId id) {
		return new Query(Criteria.where("_id").is(id));
	}

}
