package io.parley.client;

import java.time.Duration;

/** A point in time by which something must be over. */
final class Deadline {

	private static final Duration FOREVER = Duration.ofDays(36_500);

	private final long end;

	private Deadline(long end) {
		this.end = end;
	}

	static Deadline in(Duration time) {
		return new Deadline(System.nanoTime() + min(time, FOREVER).toNanos());
	}

	/** What is left; zero or less once it has passed. */
	Duration left() {
		return Duration.ofNanos(this.end - System.nanoTime());
	}

	/** What is left, in nanoseconds, or 0. */
	long nanosLeft() {
		return Math.max(this.end - System.nanoTime(), 0);
	}

	boolean hasPassed() {
		return this.end - System.nanoTime() <= 0;
	}

	/** The one of the two that comes first. */
	Deadline orEarlier(Deadline other) {
		return (this.end - other.end <= 0) ? this : other;
	}

	static Duration min(Duration one, Duration other) {
		return (one.compareTo(other) <= 0) ? one : other;
	}

	static Duration max(Duration one, Duration other) {
		return (one.compareTo(other) >= 0) ? one : other;
	}

}
