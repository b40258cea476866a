package io.parley.channel.delivery;

import java.time.Duration;
import java.util.function.DoubleSupplier;

import io.parley.channel.ChannelProperties;
import org.jspecify.annotations.Nullable;

/**
 * How long a message waits between two attempts: about twice as long each time, up to
 * {@code parley.channels.last-retry}, a fifth more or less so that what failed together
 * does not come back together.
 *
 * @param random from 0 to 1
 */
record RetrySchedule(Duration first, Duration last, int attempts, DoubleSupplier random) {

	private static final double SPREAD = 0.2;

	static RetrySchedule of(ChannelProperties properties, DoubleSupplier random) {
		return new RetrySchedule(properties.firstRetry(), properties.lastRetry(), properties.attempts(), random);
	}

	/** Whether no further attempt is made after so many. */
	boolean isOver(int made) {
		return made >= this.attempts;
	}

	/**
	 * The pause after an attempt that failed.
	 * @param made how many attempts were made
	 * @param asked how long the receiver wants to be left alone, or null; kept to, up to
	 * the longest pause
	 */
	Duration pause(int made, @Nullable Duration asked) {
		double exact = this.first.toMillis() * Math.pow(2, Math.max(0, made - 1));
		double bounded = Math.min(exact, this.last.toMillis());
		double spread = bounded * (1 - SPREAD + 2 * SPREAD * this.random.getAsDouble());
		Duration own = Duration.ofMillis(Math.round(spread));
		return (asked != null) ? longer(own, bounded(asked)) : own;
	}

	/** What a receiver asks for, as far as it is kept to. */
	Duration bounded(Duration asked) {
		return (asked.compareTo(this.last) > 0) ? this.last : asked;
	}

	private static Duration longer(Duration one, Duration other) {
		return (one.compareTo(other) > 0) ? one : other;
	}

}
