package io.parley.experiment;

import java.util.List;
import java.util.Optional;

import io.parley.dispatch.OutboxEvent;
import io.parley.experiment.page.Page;
import io.parley.experiment.page.PageReader;
import io.parley.experiment.page.PageRequest;
import io.parley.store.TeamTemplate;
import io.parley.web.ProblemException;
import org.bson.Document;
import org.bson.types.ObjectId;

import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.mongodb.core.convert.MongoConverter;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;
import org.springframework.stereotype.Component;

/**
 * The sessions as they are stored. Every change is one conditional write that carries its
 * event.
 */
@Component
class ExperimentSessionRepository {

	private final TeamTemplate store;

	private final MongoConverter converter;

	private final PageReader<ExperimentSession> pages;

	ExperimentSessionRepository(TeamTemplate store, MongoConverter converter, ExperimentProperties properties) {
		this.store = store;
		this.converter = converter;
		this.pages = new PageReader<>(store, ExperimentSession.class, ExperimentSession::id, properties.maxCount());
	}

	/**
	 * Inserts a session with its first event; one of the same operation that is there
	 * already is answered in its place.
	 */
	ExperimentSession insert(ExperimentSession session, OutboxEvent event) {
		Document stored = write(session);
		stored.put(OutboxEvent.OUTBOX, List.of(write(event)));
		try {
			return this.converter.read(ExperimentSession.class,
					this.store.on(ExperimentSession.COLLECTION).insert(stored));
		}
		catch (DuplicateKeyException ex) {
			return find(session.id()).orElseThrow(() -> ex);
		}
	}

	/**
	 * @throws ProblemException 404 when the team has no such session
	 */
	ExperimentSession get(String sessionId) {
		return this.store.findOne(new Query(Criteria.where("session_id").is(sessionId)), ExperimentSession.class)
			.orElseThrow(() -> ProblemException.notFound("Session not found"));
	}

	Optional<ExperimentSession> find(ObjectId id) {
		return this.store.findOne(byId(id), ExperimentSession.class);
	}

	Page<ExperimentSession> list(ExperimentSessionFilter filter, PageRequest request) {
		return this.pages.read(() -> {
			Query query = filter.query();
			query.fields().exclude(OutboxEvent.OUTBOX);
			return query;
		}, request);
	}

	/**
	 * Makes a change, with its event, if the session still meets the condition.
	 * @return the session as it is then, or nothing where it did not
	 */
	Optional<ExperimentSession> change(ExperimentSession session, Query condition, Update update, OutboxEvent event) {
		Query itself = condition.addCriteria(Criteria.where("_id").is(session.id()));
		update.inc("version", 1).push(OutboxEvent.OUTBOX).each(write(event));
		return this.store.findAndModify(itself, update, ExperimentSession.class);
	}

	/**
	 * Shows a batch of messages that is stored at the session's end to its readers, if it
	 * is still the end and the session still takes messages.
	 * @return the session as it is then, or nothing where it did not
	 */
	Optional<ExperimentSession> show(MessageBatch batch) {
		Criteria unchanged = Criteria.where("_id")
			.is(batch.session())
			.and("next_position")
			.is(batch.position())
			.and("ended_at")
			.is(null);
		if (batch.ifVersion() != null) {
			unchanged.and("version").is(batch.ifVersion());
		}
		Update update = new Update().inc("next_position", batch.size())
			.inc("message_count", batch.messages().size())
			.inc("version", 1)
			.max("updated_at", batch.createdAt());
		return this.store.findAndModify(new Query(unchanged), update, ExperimentSession.class);
	}

	private static Query byId(ObjectId id) {
		return new Query(Criteria.where("_id").is(id));
	}

	private Document write(Object object) {
		Document document = new Document();
		this.converter.write(object, document);
		return document;
	}

}
