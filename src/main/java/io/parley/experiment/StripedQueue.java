package io.parley.experiment;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.IntStream;

import io.parley.store.BusyException;

/**
 * Has the requests of this instance that want the end of the same session come one after
 * the other, first come first served, instead of overtaking each other again and again:
 * of forty at once without it some do not get through in five seconds. Correctness does
 * not depend on it; each instance has a queue of its own.
 */
final class StripedQueue {

	private static final Duration PATIENCE = Duration.ofSeconds(5);

	private static final int STRIPES = 64;

	private final ReentrantLock[] stripes = IntStream.range(0, STRIPES)
		.mapToObj((i) -> new ReentrantLock(true))
		.toArray(ReentrantLock[]::new);

	/**
	 * Does some work when its turn has come.
	 * @throws BusyException when too many are before it
	 */
	<T> T take(String sessionId, Supplier<T> work) {
		ReentrantLock stripe = this.stripes[Math.floorMod(sessionId.hashCode(), STRIPES)];
		try {
			if (!stripe.tryLock(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
				throw new BusyException("Too many messages for session " + sessionId + " at once; try again shortly");
			}
		}
		catch (InterruptedException ex) {
			throw BusyException.stopping();
		}
		try {
			return work.get();
		}
		finally {
			stripe.unlock();
		}
	}

}
