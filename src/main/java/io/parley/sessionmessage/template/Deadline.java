package io.parley.sessionmessage.template;

import java.time.Duration;
import java.util.function.Supplier;

/**
 * When the work on one template or reply must have ended. What works looks at it in every
 * loop, since no thread can be stopped from outside. It is kept with the thread because
 * the library hands a pattern nothing but the text to match.
 */
final class Deadline {

	private static final ThreadLocal<Deadline> CURRENT = new ThreadLocal<>();

	private final long end;

	private Deadline(Duration time) {
		this.end = System.nanoTime() + time.toNanos();
	}

	/**
	 * Does work that looks at the deadline.
	 * @throws OutOfTimeException if it was passed
	 */
	static <T> T within(Duration time, Supplier<T> work) {
		Deadline outer = CURRENT.get();
		CURRENT.set(new Deadline(time));
		try {
			return work.get();
		}
		finally {
			CURRENT.set(outer);
			if (outer == null) {
				CURRENT.remove();
			}
		}
	}

	/** Fails once the deadline of this thread is passed. */
	static void check() {
		Deadline deadline = CURRENT.get();
		if (deadline != null && System.nanoTime() - deadline.end > 0) {
			throw new OutOfTimeException();
		}
	}

	/** The deadline was passed. */
	static final class OutOfTimeException extends RuntimeException {

		OutOfTimeException() {
			super("Out of time", null, false, false);
		}

	}

}
