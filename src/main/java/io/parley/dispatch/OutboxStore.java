package io.parley.dispatch;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

import io.parley.store.EveryTeam;
import io.parley.store.TeamTemplate;
import org.bson.Document;
import org.bson.types.ObjectId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.dao.DataAccessException;
import org.springframework.data.mongodb.core.convert.MongoConverter;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;
import org.springframework.stereotype.Component;

/** The outboxes as they are stored: finds what is pending, removes what was confirmed. */
@Component
class OutboxStore {

	private static final Logger log = LoggerFactory.getLogger(OutboxStore.class);

	private final EveryTeam everyTeam;

	private final TeamTemplate store;

	private final MongoConverter converter;

	OutboxStore(EveryTeam everyTeam, TeamTemplate store, MongoConverter converter) {
		this.everyTeam = everyTeam;
		this.store = store;
		this.converter = converter;
	}

	/** A document with something in its outbox. */
	record Pending(ObjectId id, String team, List<OutboxEvent> outbox) implements OutboxOwner {
	}

	/**
	 * Some documents of a source with an event that has been pending since that time,
	 * without their events.
	 * @param except documents that are not asked for
	 */
	List<Pending> pendingSince(OutboxSource source, Instant since, Collection<ObjectId> except, int limit) {
		Query query = new Query(Criteria.where("outbox.at").lte(since).and("_id").nin(except)).limit(limit);
		query.fields().include("_id", TeamTemplate.TEAM);
		return this.everyTeam.ownedOrDeleted()
			.on(source.collection())
			.find(query, Document.class)
			.stream()
			.map((document) -> new Pending(document.getObjectId("_id"), document.getString(TeamTemplate.TEAM), null))
			.toList();
	}

	/** A document as it is now, its events all whole; nothing where it is gone. */
	Optional<OutboxOwner> read(OutboxSource source, OutboxOwner document) {
		return collection(source, document).findOne(itself(document), Document.class)
			.map((stored) -> new Pending(document.id(), document.team(), source.completed(stored, events(stored))));
	}

	/**
	 * The pending events of a document, all whole: as it has them, or where one is of a
	 * bulk statement, read again.
	 */
	List<OutboxEvent> whole(OutboxSource source, OutboxOwner document) {
		List<OutboxEvent> events = (document.outbox() != null) ? document.outbox() : List.of();
		if (events.stream().allMatch(OutboxEvent::isWhole)) {
			return events;
		}
		return read(source, document).map(OutboxOwner::outbox).orElse(List.of());
	}

	/**
	 * Takes confirmed events from a document's outbox, and with the last of them a
	 * document that was deleted.
	 */
	void remove(OutboxSource source, OutboxOwner document, List<String> eventIds) {
		try {
			TeamTemplate collection = collection(source, document);
			if (document.team().equals(TeamTemplate.DELETED) && collection.remove(itself(document).addCriteria(
					Criteria.where(OutboxEvent.OUTBOX).not().elemMatch(Criteria.where("event_id").nin(eventIds))),
					Document.class) == 1) {
				return;
			}
			Document confirmed = new Document("event_id", new Document("$in", eventIds));
			collection.updateFirst(itself(document), new Update().pull(OutboxEvent.OUTBOX, confirmed), Document.class);
		}
		catch (DataAccessException ex) {
			log.debug("Confirmed events stay in their outbox and go out again", ex);
		}
	}

	private List<OutboxEvent> events(Document stored) {
		return stored.getList(OutboxEvent.OUTBOX, Document.class, List.of())
			.stream()
			.map((event) -> this.converter.read(OutboxEvent.class, event))
			.toList();
	}

	private TeamTemplate collection(OutboxSource source, OutboxOwner document) {
		return this.store.of(document.team()).on(source.collection());
	}

	private static Query itself(OutboxOwner document) {
		return new Query(Criteria.where("_id").is(document.id()));
	}

}
