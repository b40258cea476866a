package io.parley.dispatch;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;

import io.parley.store.BulkChange;
import io.parley.store.TeamTemplate;
import org.bson.Document;
import org.bson.types.ObjectId;

import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.stereotype.Component;

/**
 * Which documents with something in their outbox an instance has leased, a page of them
 * with one write. The leases of a collection are numbered, and a number can be had once:
 * whoever gets the next one has seen all before it, and so leases nothing that another
 * has. A lease ends when this instance is done with all its documents, or by itself.
 * After that it keeps its number for a minute at least, and the latest for good, so that
 * no number is free again for an instance that was slow after it read.
 */
@Component
class OutboxLeases {

	static final String COLLECTION = "outbox_leases";

	/** After this, what one instance has leased and not published is anybody's. */
	private static final Duration LONGEST = Duration.ofSeconds(30);

	/** So long an ended lease keeps its number from whoever read before it. */
	private static final Duration KEPT = Duration.ofMinutes(1);

	/**
	 * After this, what was read is read again: well before a lease that began and ended
	 * since then may have been removed.
	 */
	private static final Duration STALE = KEPT.dividedBy(2);

	/** So many that may be removed are left before they are removed together. */
	private static final int OLD = 20;

	private final TeamTemplate store;

	private final Clock clock;

	/** Of this instance, by what they hold. */
	private final ConcurrentMap<Lane.Key, Held> held = new ConcurrentHashMap<>();

	OutboxLeases(TeamTemplate store, Clock clock) {
		this.store = store;
		this.clock = clock;
	}

	/** A lease of this instance. */
	private record Held(ObjectId id, Instant until, AtomicInteger left) {
	}

	/**
	 * What is leased in a collection.
	 *
	 * @param ids by any instance
	 * @param number of the latest lease, 0 where there was none
	 * @param read when that was read
	 */
	record Leased(Set<ObjectId> ids, long number, Instant read) {
	}

	/** Reads what is leased. Documents have to be looked for after this. */
	Leased leased(OutboxSource source) {
		Instant now = this.clock.instant();
		Set<ObjectId> ids = new HashSet<>();
		List<ObjectId> old = new ArrayList<>();
		Document latest = null;
		for (Document lease : leases().find(new Query(Criteria.where("source").is(source.collection())),
				Document.class)) {
			if (latest == null || lease.getLong("number") > latest.getLong("number")) {
				latest = lease;
			}
			Instant until = lease.getDate("until").toInstant();
			if (until.isAfter(now)) {
				ids.addAll(lease.getList("ids", ObjectId.class));
			}
			else if (!until.isAfter(now.minus(KEPT))) {
				old.add(lease.getObjectId("_id"));
			}
		}
		if (latest != null && old.size() > OLD) {
			// The latest stays, so that its number is never given again.
			old.remove(latest.getObjectId("_id"));
			leases().remove(new Query(Criteria.where("_id").in(old)), Document.class);
		}
		return new Leased(ids, (latest != null) ? latest.getLong("number") : 0, now);
	}

	/**
	 * Leases documents that were not leased.
	 * @param before what was leased, as it was read before these were found
	 * @return until when they are this instance's; nothing where another instance has
	 * leased some meanwhile, or where it was read too long ago
	 */
	Optional<Instant> lease(OutboxSource source, Leased before, List<ObjectId> ids) {
		Instant now = this.clock.instant();
		if (!now.isBefore(before.read.plus(STALE))) {
			return Optional.empty();
		}
		this.held.values().removeIf((lease) -> !lease.until.isAfter(now));
		Instant until = now.plus(LONGEST);
		Held lease = new Held(new ObjectId(), until, new AtomicInteger(ids.size()));
		Document stored = new Document("_id", lease.id).append("source", source.collection())
			.append("number", before.number + 1)
			.append("until", Date.from(until))
			.append("ids", ids);
		if (!leases().insertEach(List.of(stored), Document.class).get(0)) {
			return Optional.empty();
		}
		ids.forEach((id) -> this.held.put(new Lane.Key(source.collection(), id), lease));
		return Optional.of(until);
	}

	/** This instance is done with documents that it had leased. */
	void release(OutboxSource source, Collection<ObjectId> ids) {
		List<ObjectId> ended = new ArrayList<>();
		for (ObjectId id : ids) {
			Held lease = this.held.remove(new Lane.Key(source.collection(), id));
			if (lease != null && lease.left.decrementAndGet() == 0) {
				ended.add(lease.id);
			}
		}
		if (!ended.isEmpty()) {
			Document end = new Document("ids", List.of()).append("until", Date.from(this.clock.instant()));
			leases().changeEach(List.of(BulkChange.ofMany(ended, new Document("$set", end))), Document.class);
		}
	}

	/** They are no team's. */
	private TeamTemplate leases() {
		return this.store.of(TeamTemplate.DELETED).on(COLLECTION);
	}

}
