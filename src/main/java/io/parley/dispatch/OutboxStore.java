package io.parley.dispatch;

import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.Optional;

import io.parley.store.CompareAndSet;
import io.parley.store.EveryTeam;
import io.parley.store.KeyOrder;
import io.parley.store.KeyPage;
import io.parley.store.TeamTemplate;
import org.bson.Document;
import org.bson.types.ObjectId;
import org.jspecify.annotations.Nullable;

import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.stereotype.Component;

/**
 * The outboxes as they are stored: finds and leases what is pending, removes what was
 * confirmed.
 */
@Component
class OutboxStore {

	/** So many documents are leased at once. */
	static final int PAGE = 500;

	/** The document that an event was of, where it is in another now. */
	static final String ORIGIN = "document";

	private final EveryTeam everyTeam;

	private final OutboxLeases leases;

	private final Clock clock;

	OutboxStore(EveryTeam everyTeam, OutboxLeases leases, Clock clock) {
		this.everyTeam = everyTeam;
		this.leases = leases;
		this.clock = clock;
	}

	/**
	 * A document with something in its outbox.
	 *
	 * @param origin the document that its events are of
	 */
	record Pending(ObjectId id, String team, ObjectId origin, List<OutboxEvent> outbox) implements OutboxOwner {

		static Pending of(OutboxOwner document, List<OutboxEvent> events) {
			ObjectId origin = (document instanceof ParkedEvent parked) ? parked.document() : document.id();
			return new Pending(document.id(), document.team(), origin, events);
		}

	}

	/**
	 * Documents that were leased together.
	 *
	 * @param until until when they are this instance's
	 * @param last since when the last one that was found has had an event
	 * @param more whether there may be more that nobody has leased
	 */
	record Lease(List<ObjectId> ids, Instant until, Instant last, boolean more) {

		/** Whether they are anybody's again. */
		boolean isOver(Instant now) {
			return !now.isBefore(this.until);
		}

	}

	/**
	 * Leases documents to this instance alone, with one write; none where nothing is
	 * left.
	 * @param from what has an event from then on, so that what the caller has leased
	 * before is not read again
	 * @param to and before then
	 * @param onlyCore only those with an event that is still to go to its core subject
	 * @throws io.parley.store.BusyException where other instances were faster each time
	 * for seconds
	 */
	Lease lease(OutboxSource source, Instant from, Instant to, boolean onlyCore) {
		// The first finds the index, which has no other documents. The second is of one
		// event, so that MongoDB reads from the one bound to the other.
		Criteria pending = Criteria.where("outbox.at")
			.gte(from)
			.and(OutboxEvent.OUTBOX)
			.elemMatch(Criteria.where("at").gte(from).lte(to));
		if (onlyCore) {
			pending.and("outbox.core_subject").exists(true);
		}
		return CompareAndSet.repeat("The list of leases", () -> {
			OutboxLeases.Leased leased = this.leases.leased(source);
			int most = PAGE;
			List<Document> found = find(source, pending, most);
			List<ObjectId> free = free(found, leased);
			if (free.isEmpty() && found.size() == most) {
				most += leased.ids().size();
				found = find(source, pending, most);
				free = free(found, leased);
			}
			Instant last = found.isEmpty() ? from : since(found.get(found.size() - 1));
			if (free.isEmpty()) {
				return Optional.of(new Lease(free, Instant.EPOCH, last, false));
			}
			List<ObjectId> ids = free;
			boolean more = found.size() == most;
			return this.leases.lease(source, leased, ids).map((until) -> new Lease(ids, until, last, more));
		});
	}

	private List<Document> find(OutboxSource source, Criteria pending, int most) {
		Query query = new Query(pending).limit(most);
		query.fields().include("_id", "outbox.at");
		return this.everyTeam.ownedOrDeleted().on(source.collection()).find(query, Document.class);
	}

	private static List<ObjectId> free(List<Document> found, OutboxLeases.Leased leased) {
		return ids(found).stream().filter((id) -> !leased.ids().contains(id)).toList();
	}

	/**
	 * A page of leased documents in the order of their ids, as they are now, bounded by
	 * bytes. None once they are anybody's again.
	 * @param after the last document of the page before, or null
	 */
	KeyPage<Document> leased(OutboxSource source, Lease lease, @Nullable ObjectId after) {
		List<ObjectId> rest = lease.ids.stream().filter((id) -> after == null || id.compareTo(after) > 0).toList();
		if (rest.isEmpty() || lease.isOver(this.clock.instant())) {
			return new KeyPage<>(List.of(), false);
		}
		Query query = new Query(Criteria.where("_id").in(rest).and("outbox.at").exists(true));
		query.fields().include(TeamTemplate.TEAM, OutboxEvent.OUTBOX, ORIGIN).include(source.fields());
		return this.everyTeam.ownedOrDeleted()
			.on(source.collection())
			.page(query, KeyOrder.byId(false), PAGE, Document.class);
	}

	/** The pending events of a document as it is now, all complete. */
	List<OutboxEvent> events(OutboxSource source, ObjectId document) {
		Query query = new Query(Criteria.where("_id").is(document));
		query.fields().include(TeamTemplate.TEAM, OutboxEvent.OUTBOX).include(source.fields());
		return this.everyTeam.ownedOrDeleted()
			.on(source.collection())
			.findOne(query, Document.class)
			.map(source::events)
			.orElse(List.of());
	}

	/**
	 * Writes to many documents what has become of their events, in one command that the
	 * store acknowledges before it is replicated: an event that comes back goes out
	 * again, and the stream drops it.
	 */
	void write(OutboxSource source, List<OutboxRemoval> removals) {
		List<EveryTeam.Change> changes = removals.stream().flatMap(OutboxRemoval::changes).toList();
		if (!changes.isEmpty()) {
			this.everyTeam.changeEach(source.collection(), changes);
		}
		release(source,
				removals.stream().filter(OutboxRemoval::release).map((removal) -> removal.document().id()).toList());
	}

	/** This instance is done with documents that it had leased. */
	void release(OutboxSource source, Collection<ObjectId> documents) {
		this.leases.release(source, documents);
	}

	/** Removes documents that were deleted and have nothing left to publish. */
	void removeDeleted(OutboxSource source) {
		TeamTemplate deleted = this.everyTeam.deleted().on(source.collection());
		Query query = new Query().limit(5 * PAGE);
		query.fields().include("outbox.event_id");
		List<Document> found;
		List<ObjectId> empty;
		do {
			found = deleted.find(query, Document.class);
			empty = ids(found.stream()
				.filter((document) -> document.getList(OutboxEvent.OUTBOX, Document.class, List.of()).isEmpty())
				.limit(PAGE)
				.toList());
			if (!empty.isEmpty()) {
				deleted.remove(new Query(Criteria.where("_id").in(empty).and("outbox.0").exists(false)),
						Document.class);
			}
		}
		while (empty.size() == PAGE);
	}

	/**
	 * When the first events have been pending since, of at most so many documents; the
	 * oldest are among them where there is one team.
	 */
	List<Instant> pending(OutboxSource source, Instant since, int most) {
		Query query = new Query(Criteria.where("outbox.at").lte(since)).limit(most);
		query.fields().include("outbox.at");
		return this.everyTeam.ownedOrDeleted()
			.on(source.collection())
			.find(query, Document.class)
			.stream()
			.map(OutboxStore::since)
			.toList();
	}

	/** Since when a document has had the first of its events. */
	private static Instant since(Document document) {
		return ((document.get(OutboxEvent.OUTBOX) instanceof List<?> events) ? events : List.of()).stream()
			.map((event) -> (event instanceof Document stored) ? stored.get("at") : null)
			.filter(Date.class::isInstance)
			.map((at) -> ((Date) at).toInstant())
			.findFirst()
			.orElse(Instant.EPOCH);
	}

	private static List<ObjectId> ids(List<Document> documents) {
		return documents.stream().map((document) -> document.getObjectId("_id")).toList();
	}

}
