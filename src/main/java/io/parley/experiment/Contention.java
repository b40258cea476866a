package io.parley.experiment;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

import io.parley.web.ProblemException;

/**
 * How a request behaves that was overtaken by another change of the same session: it
 * waits a moment and tries again, for a few seconds.
 */
final class Contention {

	private static final Duration PATIENCE = Duration.ofSeconds(5);

	private static final int LONGEST_PAUSE_MILLIS = 10;

	private final long deadline = System.nanoTime() + PATIENCE.toNanos();

	private final String sessionId;

	Contention(String sessionId) {
		this.sessionId = sessionId;
	}

	/**
	 * Waits before another attempt.
	 * @throws ProblemException 503 when there were enough
	 */
	void pause() {
		if (System.nanoTime() > this.deadline) {
			throw ProblemException.unavailable("Session " + this.sessionId + " is being changed by too many at once");
		}
		try {
			Thread.sleep(ThreadLocalRandom.current().nextInt(LONGEST_PAUSE_MILLIS));
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw ProblemException.unavailable("The service is stopping; try again shortly");
		}
	}

}
