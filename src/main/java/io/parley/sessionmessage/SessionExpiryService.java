package io.parley.sessionmessage;

import java.time.Clock;
import java.time.Instant;

import io.parley.dispatch.OutboxEvent;
import io.parley.dispatch.OutboxSource;
import io.parley.dispatch.Relay;
import io.parley.store.EveryTeam;
import io.parley.store.TeamTemplate;
import org.bson.types.ObjectId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;
import org.springframework.stereotype.Service;

/**
 * Expires sessions whose time has passed: one statement for all of them, which writes the
 * event into each as it changes it. That event is short, since one statement writes the
 * same into every session; the relay has it completed from the session it is in
 * ({@link SessionMessageEvents#expired}).
 */
@Service
class SessionExpiryService {

	private static final Logger log = LoggerFactory.getLogger(SessionExpiryService.class);

	private final TeamTemplate store;

	private final EveryTeam everyTeam;

	private final Relay relay;

	private final OutboxSource source;

	private final Clock clock;

	SessionExpiryService(TeamTemplate store, EveryTeam everyTeam, Relay relay, OutboxSource sessionOutbox,
			Clock clock) {
		this.store = store;
		this.everyTeam = everyTeam;
		this.relay = relay;
		this.source = sessionOutbox;
		this.clock = clock;
	}

	/**
	 * Expires those of the caller's team now.
	 * @return how many this call has expired; two at once never count the same one
	 */
	long expire() {
		return expire(this.store);
	}

	void expireOfEveryTeam() {
		expire(this.everyTeam.owned());
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
			this.relay.publishPending(this.source);
		}
		return count;
	}

}
