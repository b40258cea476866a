package io.parley.store;

import java.util.concurrent.TimeUnit;

import com.mongodb.client.MongoClient;
import org.bson.Document;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * Whether the store answers, within two seconds. Why it does not is for the log; a caller
 * learns only that.
 */
class StoreHealthIndicator implements HealthIndicator {

	private static final Logger log = LoggerFactory.getLogger(StoreHealthIndicator.class);

	private static final Document PING = new Document("ping", 1);

	private static final long TIMEOUT_SECONDS = 2;

	private final MongoClient client;

	private final String kind;

	StoreHealthIndicator(MongoClient client, String kind) {
		this.client = client;
		this.kind = kind;
	}

	@Override
	public Health health() {
		try {
			this.client.getDatabase("admin").withTimeout(TIMEOUT_SECONDS, TimeUnit.SECONDS).runCommand(PING);
			return Health.up().withDetail("kind", this.kind).build();
		}
		catch (RuntimeException ex) {
			log.warn("The store does not answer: {}", ex.getMessage());
			return Health.down().withDetail("kind", this.kind).build();
		}
	}

}
