package io.parley.channel.delivery;

import java.time.Duration;
import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * How long a message waits for the one before it, of the same session to the same
 * channel.
 */
final class MessageOrder {

	private static final Duration SHORTEST = Duration.ofMillis(100);

	private static final Duration LONGEST = Duration.ofSeconds(30);

	private static final double GROWTH = 1.25;

	private MessageOrder() {
	}

	/** Whether the message before holds up what comes after it. */
	static boolean holdsUp(Delivery previous) {
		return !previous.ended() && previous.inOrder();
	}

	/**
	 * How long to wait before looking again: until the next attempt of the message before
	 * where that is known, else a quarter longer each time, whatever the clocks say. When
	 * the message before ends on the same instance, that hurries the one behind it.
	 * @param previous the delivery of the message before, or null where it is not known
	 * @param deliveries how often the stream has handed out the message that waits
	 */
	static Duration pause(@Nullable Delivery previous, long deliveries, Instant now) {
		Duration grown = grown(deliveries);
		if (previous == null || previous.attempts() == 0 || previous.nextAttemptAt() == null) {
			return grown;
		}
		Duration untilNext = previous.untilNextAttempt(now).plus(SHORTEST);
		return (untilNext.compareTo(grown) > 0) ? untilNext : grown;
	}

	private static Duration grown(long deliveries) {
		double millis = SHORTEST.toMillis() * Math.pow(GROWTH, Math.max(0, deliveries - 1));
		return Duration.ofMillis((long) Math.min(millis, LONGEST.toMillis()));
	}

}
