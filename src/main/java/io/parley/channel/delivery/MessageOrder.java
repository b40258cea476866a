package io.parley.channel.delivery;

import java.time.Duration;
import java.time.Instant;

/**
 * How long a message waits for the one before it, of the same session to the same
 * channel.
 */
final class MessageOrder {

	private static final Duration SHORTEST = Duration.ofMillis(100);

	private static final Duration LONGEST = Duration.ofSeconds(30);

	private MessageOrder() {
	}

	/** Whether the message before holds up what comes after it. */
	static boolean holdsUp(Delivery previous) {
		return !previous.ended() && previous.inOrder();
	}

	/**
	 * How long to wait before looking again: until the next attempt of the message before
	 * where that is known, else a quarter of the time waited so far. When the message
	 * before ends on the same instance, that hurries the one behind it.
	 * @param previous the delivery of the message before, or null where it is not known
	 * @param since when the message was accepted
	 */
	static Duration pause(Delivery previous, Instant since, Instant now) {
		Duration quarter = within(Duration.between(since, now).dividedBy(4));
		if (previous == null || previous.attempts() == 0 || previous.nextAttemptAt() == null) {
			return quarter;
		}
		Duration untilNext = Duration.between(now, previous.nextAttemptAt()).plus(SHORTEST);
		return (untilNext.compareTo(quarter) > 0) ? untilNext : quarter;
	}

	private static Duration within(Duration pause) {
		if (pause.compareTo(SHORTEST) < 0) {
			return SHORTEST;
		}
		return (pause.compareTo(LONGEST) > 0) ? LONGEST : pause;
	}

}
