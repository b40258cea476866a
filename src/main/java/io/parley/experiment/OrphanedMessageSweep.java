package io.parley.experiment;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

import io.parley.store.EveryTeam;
import io.parley.store.SingleRun;
import io.parley.store.TeamTemplate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Service;

/**
 * Removes messages whose session never came, because the service was killed while it
 * created it. Nobody has ever seen them.
 */
@Service
class OrphanedMessageSweep {

	private static final Logger log = LoggerFactory.getLogger(OrphanedMessageSweep.class);

	private static final int AT_ONCE = 1000;

	private final EveryTeam everyTeam;

	private final TeamTemplate store;

	private final MessageBatchRepository batches;

	private final SingleRun singleRun;

	private final Clock clock;

	private final Duration age;

	OrphanedMessageSweep(EveryTeam everyTeam, TeamTemplate store, MessageBatchRepository batches, SingleRun singleRun,
			Clock clock, ExperimentProperties properties) {
		this.everyTeam = everyTeam;
		this.store = store;
		this.batches = batches;
		this.singleRun = singleRun;
		this.clock = clock;
		this.age = properties.leftoverAge();
	}

	@Scheduled(initialDelayString = "${parley.experiments.sweep-interval:10m}",
			fixedDelayString = "${parley.experiments.sweep-interval:10m}")
	void sweep() {
		try {
			this.singleRun.run("experiment-leftovers", Duration.ofSeconds(1), this::removeLeftovers);
		}
		catch (RuntimeException ex) {
			log.warn("Left-over messages could not be removed; they will be at the next sweep");
			log.debug("Because of", ex);
		}
	}

	void removeLeftovers() {
		Instant before = this.clock.instant().minus(this.age);
		Query query = new Query(Criteria.where(MessageBatchRepository.PENDING_SINCE).lt(before)).limit(AT_ONCE);
		query.fields().exclude("messages");
		this.everyTeam.owned().find(query, MessageBatch.class).forEach(this::settle);
	}

	private void settle(MessageBatch first) {
		Query session = new Query(Criteria.where("_id").is(first.session()));
		if (this.store.of(first.team()).count(session, ExperimentSession.class) > 0) {
			this.batches.arrived(first);
		}
		else {
			this.batches.abandon(first);
		}
	}

}
