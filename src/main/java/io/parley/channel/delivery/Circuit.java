package io.parley.channel.delivery;

import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

import org.jspecify.annotations.Nullable;

/**
 * Leaves a receiver alone that fails: after some failures in a row nothing is begun for a
 * pause that grows, then one message tries. A receiver that asks to be left alone is, for
 * as long as it asks. No pause is longer than that of the message that failed last, so
 * that a message which is alone is never held up by it.
 *
 * <p>
 * Each channel of each instance has its own.
 */
class Circuit {

	private static final int FAILURES = 5;

	private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);

	private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

	/** When to look again while one message tries. */
	private static final Duration DURING_A_TRIAL = Duration.ofSeconds(1);

	private final LongSupplier nanos;

	private int failures;

	private boolean open;

	private boolean trial;

	private long openUntil;

	/**
	 * @param nanos counts as {@link System#nanoTime()} does
	 */
	Circuit(LongSupplier nanos) {
		this.nanos = nanos;
	}

	/**
	 * Begins an attempt.
	 * @return nothing where it may be made, else how long not
	 */
	synchronized Optional<Duration> begin() {
		if (!this.open) {
			return Optional.empty();
		}
		long left = this.openUntil - this.nanos.getAsLong();
		if (left > 0) {
			return Optional.of(Duration.ofNanos(left));
		}
		if (this.trial) {
			return Optional.of(DURING_A_TRIAL);
		}
		this.trial = true;
		return Optional.empty();
	}

	/** The attempt that was begun was not made. */
	synchronized void notMade() {
		this.trial = false;
	}

	/** The receiver has answered for good: it is there. */
	synchronized void answered() {
		this.failures = 0;
		this.trial = false;
		this.open = false;
	}

	/**
	 * An attempt has failed.
	 * @param own how long the message waits for its next attempt
	 * @param asked how long the receiver wants to be left alone, or null
	 */
	synchronized void failed(Duration own, @Nullable Duration asked) {
		this.failures++;
		this.trial = false;
		if (asked != null) {
			openFor(shorter(asked, own));
		}
		else if (this.failures >= FAILURES) {
			openFor(shorter(grown(), own));
		}
	}

	/** How long nothing is begun; null where something may be. */
	synchronized @Nullable Duration pause() {
		long left = this.openUntil - this.nanos.getAsLong();
		return (this.open && left > 0) ? Duration.ofNanos(left) : null;
	}

	/** Whether it lets one message try at most. */
	synchronized boolean isOpen() {
		return this.open;
	}

	private void openFor(Duration pause) {
		this.open = true;
		this.openUntil = this.nanos.getAsLong() + pause.toNanos();
	}

	private Duration grown() {
		int doublings = Math.min(this.failures - FAILURES, 10);
		return shorter(FIRST_PAUSE.multipliedBy(1L << doublings), LONGEST_PAUSE);
	}

	private static Duration shorter(Duration one, Duration other) {
		return (one.compareTo(other) < 0) ? one : other;
	}

}
