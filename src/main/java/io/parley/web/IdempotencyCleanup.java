package io.parley.web;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

import io.parley.store.EveryTeam;
import io.parley.store.SingleRun;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Removes the answers to idempotency keys that have run out. */
@Component
class IdempotencyCleanup {

	private static final Logger log = LoggerFactory.getLogger(IdempotencyCleanup.class);

	private final EveryTeam everyTeam;

	private final SingleRun singleRun;

	private final Clock clock;

	private final WebProperties properties;

	IdempotencyCleanup(EveryTeam everyTeam, SingleRun singleRun, Clock clock, WebProperties properties) {
		this.everyTeam = everyTeam;
		this.singleRun = singleRun;
		this.clock = clock;
		this.properties = properties;
	}

	@Scheduled(initialDelayString = "PT10S", fixedDelayString = "PT15M")
	void sweep() {
		try {
			this.singleRun.run("idempotency-cleanup", Duration.ofMinutes(10), this::remove);
		}
		catch (RuntimeException ex) {
			log.warn("Old idempotency keys could not be removed; they will be at the next sweep");
			log.debug("Because of", ex);
		}
	}

	long remove() {
		Instant oldest = this.clock.instant().minus(this.properties.idempotencyAge());
		return this.everyTeam.owned()
			.remove(new Query(Criteria.where("created_at").lt(oldest)), IdempotencyRecord.class);
	}

}
