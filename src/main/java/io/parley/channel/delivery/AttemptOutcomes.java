package io.parley.channel.delivery;

import java.time.Duration;
import java.util.function.Consumer;

import io.parley.channel.Attempt;
import io.parley.channel.ChannelKind;
import io.parley.channel.delivery.DeliveryMetrics.Outcome;
import io.parley.channel.delivery.DeliveryWrites.Claim;
import io.parley.dispatch.Verdict;
import io.parley.sessionmessage.OutboundMessage;
import org.bson.types.ObjectId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes what came of the attempts of a channel, and says what is to become of their
 * messages of the stream.
 */
class AttemptOutcomes {

	private static final Logger log = LoggerFactory.getLogger(AttemptOutcomes.class);

	private final String channelId;

	private final DeliveryTools tools;

	private final DeliveryWrites writes;

	private final DeliveryMetrics metrics;

	private final Consumer<ObjectId> whenEnded;

	/**
	 * @param whenEnded told of each message that was delivered or given up
	 */
	AttemptOutcomes(String channelId, DeliveryTools tools, DeliveryWrites writes, DeliveryMetrics metrics,
			Consumer<ObjectId> whenEnded) {
		this.channelId = channelId;
		this.tools = tools;
		this.writes = writes;
		this.metrics = metrics;
		this.whenEnded = whenEnded;
	}

	/**
	 * No attempt was made. Where this cannot be written, the claim is void after two ack
	 * waits.
	 */
	void release(Claim claim) {
		try {
			this.writes.release(claim);
		}
		catch (RuntimeException ex) {
			log.debug("The claim of delivery {} was not given back", claim.id(), ex);
		}
	}

	/**
	 * An attempt over a channel of a kind was made.
	 * @param pause before the next, where there is one
	 */
	Verdict made(Attempt attempt, ChannelKind kind, OutboundMessage message, Claim claim, Duration pause) {
		if (attempt.isDelivered()) {
			return delivered(attempt, kind, message, claim);
		}
		boolean over = attempt.result() == Attempt.Result.REFUSED || this.tools.schedule().isOver(claim.attempts());
		return over ? giveUp(attempt, kind, claim) : postpone(attempt, kind, claim, pause);
	}

	private Verdict delivered(Attempt attempt, ChannelKind kind, OutboundMessage message, Claim claim) {
		this.writes.delivered(claim, attempt);
		this.metrics.delivered(kind, message.at());
		this.whenEnded.accept(claim.id());
		return Verdict.DONE;
	}

	private Verdict postpone(Attempt attempt, ChannelKind kind, Claim claim, Duration pause) {
		this.metrics.ended(kind, Outcome.FAILED);
		boolean held = this.writes.postpone(claim, attempt, this.tools.clock().instant().plus(pause));
		return Verdict.again(held ? pause : ackWait());
	}

	private Verdict giveUp(Attempt attempt, ChannelKind kind, Claim claim) {
		if (!this.writes.giveUp(claim, attempt)) {
			return Verdict.again(ackWait());
		}
		this.metrics.ended(kind, Outcome.DEAD);
		log.info("Delivery {} over channel {} is given up after {} attempts", claim.id(), this.channelId,
				claim.attempts());
		this.whenEnded.accept(claim.id());
		return Verdict.DONE;
	}

	private Duration ackWait() {
		return ChannelAttempts.ackWait(this.tools.properties().timeout());
	}

}
