package io.parley.dispatch;

import java.time.Clock;
import java.util.List;
import java.util.Optional;

import io.parley.store.EveryTeam;
import io.parley.store.KeyOrder;
import io.parley.store.KeyPage;
import io.parley.store.TeamTemplate;
import org.bson.types.ObjectId;
import org.jspecify.annotations.Nullable;

import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;
import org.springframework.stereotype.Repository;

/** The parked events as they are stored. */
@Repository
class ParkedEventRepository {

	private final TeamTemplate store;

	private final EveryTeam everyTeam;

	private final Clock clock;

	ParkedEventRepository(TeamTemplate store, EveryTeam everyTeam, Clock clock) {
		this.store = store;
		this.everyTeam = everyTeam;
		this.clock = clock;
	}

	/**
	 * Parks an event, once however often it is asked to. What is of a deleted document,
	 * or was parked before, belongs to the team that its first subject names.
	 */
	void park(OutboxSource source, OutboxStore.Pending document, OutboxEvent event, String reason) {
		String team = document.team().equals(TeamTemplate.DELETED) ? Subjects.team(event.targets().get(0))
				: document.team();
		Update parked = new Update().set("collection", collection(source, document))
			.set("event", event.stored())
			.set("reason", reason)
			.set("parked_at", this.clock.instant());
		this.store.of(team).upsert(event(document.origin(), event.eventId()), parked, ParkedEvent.class);
	}

	/** Where the event comes from, also where it was parked before. */
	private String collection(OutboxSource source, OutboxStore.Pending document) {
		if (!source.collection().equals(ParkedEvent.COLLECTION)) {
			return source.collection();
		}
		return this.everyTeam.deleted()
			.findOne(new Query(Criteria.where("_id").is(document.id())), ParkedEvent.class)
			.map(ParkedEvent::collection)
			.orElse(source.collection());
	}

	/** Whether an event of a document of the request's team is parked. */
	boolean has(ObjectId document, String eventId) {
		return this.store.findOne(event(document, eventId), ParkedEvent.class).isPresent();
	}

	Optional<ParkedEvent> find(ObjectId id) {
		return this.store.findOne(new Query(Criteria.where("_id").is(id)), ParkedEvent.class);
	}

	/** The parked events of the request's team, the newest first. */
	KeyPage<ParkedEvent> list(@Nullable ObjectId before, int limit) {
		KeyOrder order = KeyOrder.byId(true);
		Query query = (before != null) ? new Query(order.after(before, before)) : new Query();
		query.fields().exclude("event.payload");
		return this.store.page(query, order, limit, ParkedEvent.class);
	}

	/** Some parked events of all teams. */
	List<ParkedEvent> some(int most) {
		Query query = new Query().limit(most);
		query.fields().include("reason");
		return this.everyTeam.owned().find(query, ParkedEvent.class);
	}

	private static Query event(ObjectId document, String eventId) {
		return new Query(Criteria.where("document").is(document).and("event_id").is(eventId));
	}

}
