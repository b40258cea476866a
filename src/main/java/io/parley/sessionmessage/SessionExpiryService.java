package io.parley.sessionmessage;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

import io.parley.dispatch.OutboxEvent;
import io.parley.store.EveryTeam;
import io.parley.store.SingleRun;
import io.parley.store.TeamTemplate;
import org.bson.types.ObjectId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Service;

/**
 * Expires sessions whose time has passed: one statement for all of them, that writes the
 * event into each as it changes it. The event is the same for all; the relay makes it
 * whole.
 */
@Service
class SessionExpiryService {

	private static final Logger log = LoggerFactory.getLogger(SessionExpiryService.class);

	private final TeamTemplate store;

	private final EveryTeam everyTeam;

	private final SessionMessageRelay relay;

	private final SingleRun singleRun;

	private final Clock clock;

	private final Duration pause;

	SessionExpiryService(TeamTemplate store, EveryTeam everyTeam, SessionMessageRelay relay, SingleRun singleRun,
			Clock clock, SessionMessageProperties properties) {
		this.store = store;
		this.everyTeam = everyTeam;
		this.relay = relay;
		this.singleRun = singleRun;
		this.clock = clock;
		this.pause = properties.expiryInterval().multipliedBy(4).dividedBy(5);
	}

	/** Expires those of the caller's team now and answers how many. */
	long expire() {
		return expire(this.store);
	}

	@Scheduled(fixedDelayString = "${parley.sessions.expiry-interval:3s}")
	void sweep() {
		try {
			this.singleRun.run("session-expiry", this.pause, () -> expire(this.everyTeam.owned()));
		}
		catch (RuntimeException ex) {
			log.warn("Sessions could not be expired; they will be at the next sweep");
			log.debug("Because of", ex);
		}
	}

	private long expire(TeamTemplate scope) {
		Instant now = this.clock.instant();
		Query due = new Query(Criteria.where("ended").is(false).and("expiry_date").gt(0).lte(now.getEpochSecond()));
		Update expired = new Update().set("status", SessionMessage.EXPIRED)
			.set("ended", true)
			.set("ended_at", now)
			.set("updated_at", now)
			.inc("version", 1)
			.push(OutboxEvent.OUTBOX, OutboxEvent.ofBulk(new ObjectId().toHexString(), now));
		long count = scope.updateMulti(due, expired, SessionMessage.class);
		if (count > 0) {
			log.info("Expired {} sessions", count);
			this.relay.pending();
		}
		return count;
	}

}
