package io.parley.client;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * How long to pause before a further try: up to twice as long each time, and never two
 * callers in step.
 */
final class Backoff {

	private static final long FIRST_MILLIS = 100;

	private static final long LONGEST_MILLIS = 5_000;

	private int tries;

	Duration next() {
		long ceiling = Math.min(LONGEST_MILLIS, FIRST_MILLIS << Math.min(this.tries++, 16));
		return Duration.ofMillis(ThreadLocalRandom.current().nextLong(ceiling / 2, ceiling + 1));
	}

	/** Somewhere between half of this time and all of it. */
	static Duration jittered(Duration time) {
		long nanos = time.toNanos();
		return Duration.ofNanos(ThreadLocalRandom.current().nextLong(nanos / 2, nanos + 1));
	}

}
