package io.parley.idempotency;

import java.time.Clock;
import java.time.Instant;
import java.util.Map;

import io.parley.store.EveryTeam;
import io.parley.store.Ids;
import io.parley.store.TeamTemplate;
import org.bson.types.ObjectId;
import org.jspecify.annotations.Nullable;

import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;
import org.springframework.stereotype.Repository;

/** The idempotency keys of a team and what was answered to each. */
@Repository
class IdempotencyRecordRepository {

	private final TeamTemplate store;

	private final EveryTeam everyTeam;

	private final Ids ids;

	private final Clock clock;

	private final IdempotencyProperties properties;

	IdempotencyRecordRepository(TeamTemplate store, EveryTeam everyTeam, Ids ids, Clock clock,
			IdempotencyProperties properties) {
		this.store = store;
		this.everyTeam = everyTeam;
		this.ids = ids;
		this.clock = clock;
		this.properties = properties;
	}

	/**
	 * A key that a request has taken.
	 *
	 * @param operation the identity of the work
	 * @param first whether no request before it can have done any of the work
	 */
	record Claim(String key, ObjectId operation, boolean first) {

		private Query query() {
			return byKey(this.key).addCriteria(Criteria.where("operation_id").is(this.operation));
		}

	}

	/**
	 * What has become of a key: the request at hand has taken it, or a record as another
	 * request left it; neither where it is changing just now.
	 */
	record Outcome(@Nullable Claim claim, @Nullable IdempotencyRecord existing) {
	}

	/**
	 * Takes a key for a request that comes first, or that may go on where another was
	 * given up.
	 */
	Outcome claim(String key, String fingerprint) {
		Instant now = this.clock.instant();
		ObjectId operation = this.ids.next();
		try {
			this.store.insert(new IdempotencyRecord(this.ids.next(), key, fingerprint, operation,
					now.plus(this.properties.lease()), now, null, null, null));
			return new Outcome(new Claim(key, operation, true), null);
		}
		catch (DuplicateKeyException ex) {
			return this.store.findOne(byKey(key), IdempotencyRecord.class)
				.map((existing) -> claim(existing, fingerprint, now))
				.orElse(new Outcome(null, null));
		}
	}

	private Outcome claim(IdempotencyRecord existing, String fingerprint, Instant now) {
		Claim claim = new Claim(existing.key(), existing.operationId(), false);
		if (existing.createdAt().isBefore(oldest(now))) {
			this.store.remove(claim.query(), IdempotencyRecord.class);
			return new Outcome(null, null);
		}
		boolean unfinished = existing.status() == null && existing.fingerprint().equals(fingerprint);
		if (!unfinished || existing.lockedUntil().isAfter(now)) {
			return new Outcome(null, existing);
		}
		Query stillUnlocked = claim.query().addCriteria(Criteria.where("locked_until").is(existing.lockedUntil()));
		Update lock = Update.update("locked_until", now.plus(this.properties.lease()));
		boolean won = this.store.updateFirst(stillUnlocked, lock, IdempotencyRecord.class) == 1;
		return new Outcome(won ? claim : null, existing);
	}

	/** Keeps the answer. */
	void complete(Claim claim, int status, Map<String, String> headers, byte[] body) {
		Update answer = Update.update("status", status).set("headers", headers).set("body", body);
		this.store.updateFirst(claim.query(), answer, IdempotencyRecord.class);
	}

	/** Lets the next request with the key go on at once with the same operation. */
	void release(Claim claim) {
		this.store.updateFirst(claim.query(), Update.update("locked_until", Instant.EPOCH), IdempotencyRecord.class);
	}

	/** Leaves the key as if it had never been used. */
	void forget(Claim claim) {
		this.store.remove(claim.query(), IdempotencyRecord.class);
	}

	/** Removes what has run out, of all teams. */
	void removeOld() {
		Query old = new Query(Criteria.where("created_at").lt(oldest(this.clock.instant())));
		this.everyTeam.owned().remove(old, IdempotencyRecord.class);
	}

	private Instant oldest(Instant now) {
		return now.minus(this.properties.age());
	}

	private static Query byKey(String key) {
		return new Query(Criteria.where("key").is(key));
	}

}
