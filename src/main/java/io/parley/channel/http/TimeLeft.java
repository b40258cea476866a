package io.parley.channel.http;

import java.time.Duration;

/**
 * When something must be done with.
 *
 * @param at as {@link System#nanoTime} counts
 */
record TimeLeft(long at) {

	static TimeLeft in(Duration time) {
		return new TimeLeft(System.nanoTime() + time.toNanos());
	}

	/** How long is left, not less than zero. */
	Duration left() {
		return Duration.ofNanos(Math.max(0, this.at - System.nanoTime()));
	}

	boolean hasPassed() {
		return System.nanoTime() - this.at >= 0;
	}

}
