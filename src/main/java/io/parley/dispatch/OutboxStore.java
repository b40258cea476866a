package io.parley.dispatch;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

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

	/**
	 * Documents of a source with an event that has been pending since that time; the
	 * stream must be closed.
	 */
	Stream<OutboxOwner> pendingSince(OutboxSource source, Instant since) {
		Query query = new Query(Criteria.where("outbox.at").lte(since));
		return this.everyTeam.ownedOrDeleted()
			.on(source.collection())
			.stream(query, Document.class)
			.map((document) -> pending(source, document));
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
		return this.store.of(document.team())
			.on(source.collection())
			.findOne(new Query(Criteria.where("_id").is(document.id())), Document.class)
			.map((stored) -> pending(source, stored).outbox())
			.orElse(List.of());
	}

	private OutboxOwner pending(OutboxSource source, Document document) {
		List<OutboxEvent> events = document.getList(OutboxEvent.OUTBOX, Document.class)
			.stream()
			.map((event) -> this.converter.read(OutboxEvent.class, event))
			.toList();
		return new Pending(document.getObjectId("_id"), document.getString(TeamTemplate.TEAM),
				source.completed(document, events));
	}

	/**
	 * Takes confirmed events from a document's outbox, and the last of them takes a
	 * deleted document with it.
	 */
	void remove(OutboxSource source, OutboxOwner document, List<String> eventIds) {
		try {
			TeamTemplate collection = this.store.of(document.team()).on(source.collection());
			Query itself = new Query(Criteria.where("_id").is(document.id()));
			Document confirmed = new Document("event_id", new Document("$in", eventIds));
			collection.updateFirst(itself, new Update().pull(OutboxEvent.OUTBOX, confirmed), Document.class);
			if (document.team().equals(TeamTemplate.DELETED)) {
				itself.addCriteria(Criteria.where("outbox.event_id").exists(false));
				collection.remove(itself, Document.class);
			}
		}
		catch (DataAccessException ex) {
			log.debug("Confirmed events stay in their outbox and go out again", ex);
		}
	}

	private record Pending(ObjectId id, String team, List<OutboxEvent> outbox) implements OutboxOwner {
	}

}
