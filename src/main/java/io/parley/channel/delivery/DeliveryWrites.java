package io.parley.channel.delivery;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.concurrent.TimeUnit;

import io.parley.channel.Attempt;
import io.parley.channel.ChannelKind;
import io.parley.sessionmessage.OutboundMessage;
import io.parley.store.EveryTeam.Change;
import io.parley.store.GroupCommit;
import org.bson.Document;
import org.bson.types.ObjectId;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/**
 * What a worker writes to deliveries, each by compare and set, many in one command. What
 * came of an attempt is written for as long as it takes: nobody else may try meanwhile.
 */
@Component
class DeliveryWrites {

	private static final Logger log = LoggerFactory.getLogger(DeliveryWrites.class);

	private static final long FIRST_PAUSE_MILLIS = 100;

	private static final long LONGEST_PAUSE_MILLIS = 2000;

	/** This process, as who claims deliveries. */
	private final String process = new ObjectId().toHexString();

	private final GroupCommit writes;

	private final Clock clock;

	DeliveryWrites(GroupCommit deliveryCommits, Clock clock) {
		this.writes = deliveryCommits;
		this.clock = clock;
	}

	/**
	 * A delivery that this process alone may attempt.
	 *
	 * @param attempts how many were begun, with the one that is made now
	 */
	record Claim(String team, ObjectId id, int attempts) {
	}

	String process() {
		return this.process;
	}

	/**
	 * Claims the delivery of a message of which nothing is stored yet.
	 * @return the claim, or null where something is stored
	 */
	@Nullable Claim open(OutboundMessage message, ChannelKind kind, long sequence, long deliveries) {
		Document stored = Delivery.stored(message, kind, this.clock.instant());
		stored.putAll(claimed(sequence, deliveries));
		stored.put("attempts", 1);
		return this.writes.insert(message.team(), stored) ? new Claim(message.team(), message.messageId(), 1) : null;
	}

	/**
	 * Claims the delivery of a message without reading it, if it is recorded and nobody
	 * has written anything of it since: each write counts the version.
	 * @return the claim, or null where it is not
	 */
	@Nullable Claim claimNew(OutboundMessage message, long sequence, long deliveries) {
		Document untouched = new Document("state", DeliveryState.PENDING.text()).append("version", 0L);
		return claim(new Claim(message.team(), message.messageId(), 1), untouched, sequence, deliveries, true);
	}

	/**
	 * Claims a delivery, if it is still as it was read.
	 * @param counts whether this is a further attempt
	 * @return the claim, or null where it is not
	 */
	@Nullable Claim claim(Delivery delivery, long sequence, long deliveries, boolean counts) {
		return claim(new Claim(delivery.team(), delivery.id(), delivery.attempts() + (counts ? 1 : 0)),
				new Document("version", delivery.version()), sequence, deliveries, counts);
	}

	private @Nullable Claim claim(Claim wanted, Document condition, long sequence, long deliveries, boolean counts) {
		Document update = new Document("$set", claimed(sequence, deliveries))
			.append("$unset", new Document("watched", ""))
			.append("$inc", new Document("version", 1L).append("attempts", counts ? 1 : 0));
		return this.writes.change(new Change(wanted.team(), wanted.id(), condition, update), new ObjectId()) ? wanted
				: null;
	}

	private Document claimed(long sequence, long deliveries) {
		return moved("state", DeliveryState.DELIVERING.text()).append("sequence", sequence)
			.append("claimed_by", this.process)
			.append("claimed_deliveries", deliveries);
	}

	/**
	 * Takes note of how often the stream has handed out a message while another instance
	 * may be at its delivery.
	 * @return whether the delivery was still as it was read
	 */
	boolean watch(Delivery delivery, long deliveries) {
		Document watched = new Document("deliveries", deliveries).append("at", Date.from(this.clock.instant()));
		return this.writes.change(new Change(delivery.team(), delivery.id(),
				new Document("version", delivery.version()), update(new Document("watched", watched))), new ObjectId());
	}

	/** Gives back a claim of which no attempt was made; it does not count as one. */
	void release(Claim claim) {
		Document set = moved("state", DeliveryState.PENDING.text()).append("next_attempt_at",
				Date.from(this.clock.instant()));
		Document update = new Document("$set", set).append("$inc", new Document("version", 1L).append("attempts", -1));
		this.writes.change(new Change(claim.team(), claim.id(), held(claim), update), new ObjectId());
	}

	/** The receiver has it: whoever else is at it now, and whatever was written of it. */
	void delivered(Claim claim, Attempt attempt) {
		Date now = Date.from(this.clock.instant());
		Document set = ended(DeliveryState.DELIVERED).append("delivered_at", now)
			.append("last_status", attempt.status())
			.append("last_error", attempt.detail())
			.append("receipt", attempt.receipt());
		Document condition = new Document("state", new Document("$ne", DeliveryState.DELIVERED.text()));
		insist(new Change(claim.team(), claim.id(), condition, update(set)));
	}

	/**
	 * The next attempt is made later.
	 * @return whether the claim still held
	 */
	boolean postpone(Claim claim, Attempt attempt, Instant next) {
		Document set = moved("state", DeliveryState.PENDING.text()).append("next_attempt_at", Date.from(next))
			.append("last_status", attempt.status())
			.append("last_error", attempt.detail());
		return insist(new Change(claim.team(), claim.id(), held(claim), update(set)));
	}

	/**
	 * It is given up, and becomes a dead letter.
	 * @return whether the claim still held
	 */
	boolean giveUp(Claim claim, Attempt attempt) {
		Document set = ended(DeliveryState.DEAD).append("last_status", attempt.status())
			.append("last_error", attempt.detail());
		return insist(new Change(claim.team(), claim.id(), held(claim), update(set)));
	}

	private Document held(Claim claim) {
		return new Document("state", DeliveryState.DELIVERING.text()).append("claimed_by", this.process)
			.append("attempts", claim.attempts());
	}

	private static Document update(Document set) {
		return new Document("$set", set).append("$inc", new Document("version", 1L));
	}

	private Document ended(DeliveryState state) {
		return moved("state", state.text()).append("ended_at", Date.from(this.clock.instant()))
			.append("next_attempt_at", null);
	}

	private Document moved(String field, Object value) {
		return new Document(field, value).append("moved_at", Date.from(this.clock.instant()));
	}

	/** Writes it however long the store is away, until the service stops. */
	private boolean insist(Change change) {
		ObjectId token = new ObjectId();
		Duration pause = Duration.ofMillis(FIRST_PAUSE_MILLIS);
		while (true) {
			try {
				return this.writes.change(change, token);
			}
			catch (DataAccessException ex) {
				log.warn("What came of delivery {} is written again in {} ms: {}", change.id(), pause.toMillis(),
						ex.toString());
				pause(pause);
				pause = Duration.ofMillis(Math.min(2 * pause.toMillis(), LONGEST_PAUSE_MILLIS));
			}
		}
	}

	private static void pause(Duration pause) {
		try {
			TimeUnit.MILLISECONDS.sleep(pause.toMillis());
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException("The service stops", ex);
		}
	}

}
