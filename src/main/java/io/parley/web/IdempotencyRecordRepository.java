package io.parley.web;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.parley.store.CollectionIndexes;
import io.parley.store.Ids;
import io.parley.store.TeamTemplate;
import org.bson.Document;
import org.bson.types.ObjectId;

import org.springframework.context.annotation.Bean;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.mongodb.core.index.CompoundIndexDefinition;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;
import org.springframework.stereotype.Component;

/** The idempotency keys of a team and what was answered to each. */
@Component
class IdempotencyRecordRepository {

	private static final String COLLECTION = "idempotency_keys";

	private final TeamTemplate store;

	private final Ids ids;

	private final Clock clock;

	private final WebProperties properties;

	IdempotencyRecordRepository(TeamTemplate store, Ids ids, Clock clock, WebProperties properties) {
		this.store = store;
		this.ids = ids;
		this.clock = clock;
		this.properties = properties;
	}

	/**
	 * Whose turn it is: with an operation, the caller's; otherwise the record as another
	 * request left it.
	 */
	record Claim(ObjectId operation, IdempotencyRecord existing) {
	}

	/**
	 * Takes a key for a request that comes first, or that may go on where another was
	 * given up.
	 */
	Claim claim(String key, String fingerprint) {
		Instant now = this.clock.instant();
		ObjectId operation = this.ids.next();
		IdempotencyRecord fresh = new IdempotencyRecord(this.ids.next(), key, fingerprint, operation,
				now.plus(this.properties.idempotencyLease()), now, null, null, null);
		try {
			this.store.insert(fresh);
			return new Claim(operation, null);
		}
		catch (DuplicateKeyException ex) {
			return claimExisting(fresh, now);
		}
	}

	private Claim claimExisting(IdempotencyRecord fresh, Instant now) {
		IdempotencyRecord existing = find(fresh.key()).orElse(null);
		if (existing == null) {
			return new Claim(null, null);
		}
		if (existing.createdAt().isBefore(now.minus(this.properties.idempotencyAge()))) {
			this.store.remove(byKey(fresh.key()).addCriteria(Criteria.where("created_at").is(existing.createdAt())),
					IdempotencyRecord.class);
			return new Claim(null, null);
		}
		boolean unfinished = existing.status() == null && existing.fingerprint().equals(fresh.fingerprint());
		if (!unfinished || existing.lockedUntil().isAfter(now)) {
			return new Claim(null, existing);
		}
		Query stillUnlocked = byKey(fresh.key()).addCriteria(Criteria.where("locked_until").is(existing.lockedUntil()))
			.addCriteria(Criteria.where("operation_id").is(existing.operationId()));
		long won = this.store.updateFirst(stillUnlocked, Update.update("locked_until", fresh.lockedUntil()),
				IdempotencyRecord.class);
		return (won == 1) ? new Claim(existing.operationId(), null) : new Claim(null, existing);
	}

	Optional<IdempotencyRecord> find(String key) {
		return this.store.findOne(byKey(key), IdempotencyRecord.class);
	}

	/** Keeps the answer. */
	void complete(String key, ObjectId operation, int status, Map<String, String> headers, byte[] body) {
		Update answer = Update.update("status", status).set("headers", headers).set("body", body);
		this.store.updateFirst(byOperation(key, operation), answer, IdempotencyRecord.class);
	}

	/** Lets the next request with the key go on at once with the same operation. */
	void release(String key, ObjectId operation) {
		this.store.updateFirst(byOperation(key, operation), Update.update("locked_until", Instant.EPOCH),
				IdempotencyRecord.class);
	}

	private static Query byOperation(String key, ObjectId operation) {
		return byKey(key).addCriteria(Criteria.where("operation_id").is(operation));
	}

	private static Query byKey(String key) {
		return new Query(Criteria.where("key").is(key));
	}

	/** The indexes of the collection. */
	@org.springframework.context.annotation.Configuration(proxyBeanMethods = false)
	static class Indexes {

		@Bean
		CollectionIndexes idempotencyIndexes() {
			return new CollectionIndexes(COLLECTION, List.of(
					new CompoundIndexDefinition(new Document(TeamTemplate.TEAM, 1).append("key", 1)).named("team_key")
						.unique(),
					new CompoundIndexDefinition(new Document(TeamTemplate.TEAM, 1).append("created_at", 1))
						.named("team_created_at")));
		}

	}

}
