package io.parley.channel.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

import io.parley.channel.delivery.Delivery.Watch;
import org.jspecify.annotations.Nullable;

/**
 * What is to be done with a message of the stream, as its delivery stands.
 *
 * <p>
 * A delivery has one message of the stream that carries it: any other of the same
 * delivery is a copy, and done with. Whether an attempt of another instance is over is
 * told by the stream, but not by a higher count alone: an instance that had the message
 * before may have put it off, or called for it, while it was in the hands of another. So
 * whoever finds a claim takes note of the count and puts the message off for a whole ack
 * wait, counted by the server's clock. If it is handed out again after that and the note
 * is still there, nobody is at it. Clocks of instances decide only how long a back-off
 * lasts, and where two of them cannot both be right, the stream's pause does.
 *
 * @param pause how long to wait, for the steps that do
 */
record NextStep(Step step, @Nullable Duration pause) {

	/** Clocks and the stream's pauses are not exact to this. */
	private static final Duration EXACTNESS = Duration.ofMillis(50);

	private static final Duration SHORTEST = Duration.ofMillis(20);

	enum Step {

		/** The message of the stream is done with. */
		DONE,

		/** It is not time yet. */
		WAIT,

		/** Another instance may be at it; if it comes again after the pause, none is. */
		WATCH,

		/** An attempt is to be made. */
		BEGIN,

		/** An attempt that this process claimed and did not make is to be made. */
		RESUME

	}

	/**
	 * @param delivery as it is stored; it may have changed when it is claimed
	 * @param carrier the event of the message of the stream, null for the first
	 * @param deliveries how often the stream has handed that out
	 * @param process this process, which is not at it now
	 * @param ackWait that of the consumer
	 */
	static NextStep of(Delivery delivery, @Nullable String carrier, long sequence, long deliveries, String process,
			Duration ackWait, Instant now) {
		boolean copy = !Objects.equals(delivery.carrier(), carrier)
				|| (delivery.sequence() != null && delivery.sequence() != sequence);
		if (delivery.ended() || copy) {
			return new NextStep(Step.DONE, null);
		}
		if (delivery.stateOf() == DeliveryState.DELIVERING) {
			if (process.equals(delivery.claimedBy())) {
				return new NextStep(Step.RESUME, null);
			}
			return isLeft(delivery.watched(), deliveries, ackWait, now) ? new NextStep(Step.BEGIN, null)
					: new NextStep(Step.WATCH, ackWait);
		}
		if (delivery.attempts() == 0) {
			return new NextStep(Step.BEGIN, null);
		}
		boolean again = delivery.claimedDeliveries() != null && deliveries > delivery.claimedDeliveries();
		if (again && delivery.contradicts(now)) {
			return new NextStep(Step.BEGIN, null);
		}
		Duration left = delivery.untilNextAttempt(now);
		return (left.compareTo(EXACTNESS) > 0) ? wait(left) : new NextStep(Step.BEGIN, null);
	}

	/**
	 * Whether the process with the claim has left it: the stream has handed the message
	 * out again after the pause of who took note of it. Clocks that agree can only say
	 * that it was too soon; an attempt takes half of the ack wait at most.
	 */
	private static boolean isLeft(@Nullable Watch watched, long deliveries, Duration ackWait, Instant now) {
		if (watched == null || deliveries <= watched.deliveries()) {
			return false;
		}
		Duration since = Duration.between(watched.at(), now);
		return since.isNegative() || since.compareTo(ackWait.dividedBy(2)) >= 0;
	}

	static NextStep wait(Duration pause) {
		return new NextStep(Step.WAIT, (pause.compareTo(SHORTEST) > 0) ? pause : SHORTEST);
	}

}
