package io.parley.store;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;

/**
 * Changes a document by compare and set: an attempt reads it, decides, and writes if
 * nobody else has changed it in between; one that was overtaken is made again on the
 * newest state, after a short random pause, for five seconds.
 */
public final class CompareAndSet {

	private static final Duration PATIENCE = Duration.ofSeconds(5);

	private static final int LONGEST_PAUSE_MILLIS = 20;

	private CompareAndSet() {
	}

	/**
	 * Repeats an attempt until it was not overtaken.
	 * @param subject what is changed, as the beginning of a sentence, such as "Session a"
	 * @param attempt one attempt; nothing where it was overtaken. What it throws ends the
	 * loop
	 * @throws BusyException when every attempt within five seconds was overtaken, or the
	 * service is stopping
	 */
	public static <T> T repeat(String subject, Supplier<Optional<T>> attempt) {
		return repeat(subject, attempt, PATIENCE);
	}

	static <T> T repeat(String subject, Supplier<Optional<T>> attempt, Duration patience) {
		long end = System.nanoTime() + patience.toNanos();
		do {
			Optional<T> done = attempt.get();
			if (done.isPresent()) {
				return done.get();
			}
			pause();
		}
		while (System.nanoTime() < end);
		throw new BusyException(subject + " is being changed by too many at once; try again shortly");
	}

	private static void pause() {
		try {
			Thread.sleep(1 + ThreadLocalRandom.current().nextInt(LONGEST_PAUSE_MILLIS));
		}
		catch (InterruptedException ex) {
			throw BusyException.stopping();
		}
	}

}
