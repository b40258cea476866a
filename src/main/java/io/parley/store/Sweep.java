package io.parley.store;

import java.time.Duration;

/**
 * Work that is done again and again in the background. A feature declares it as a bean;
 * it runs in a thread of its own, so that none waits for another. What it throws is
 * logged with its cause, and it is done again after the pause.
 *
 * @param name names it in the log, and among all instances
 * @param pause from the end of one run to the beginning of the next
 * @param alone whether one instance at a time does it, and about once in a pause however
 * many instances there are
 * @param task one run, of bounded length
 */
public record Sweep(String name, Duration pause, boolean alone, Runnable task) {

	/** Work that each instance does. */
	public static Sweep byEachInstance(String name, Duration pause, Runnable task) {
		return new Sweep(name, pause, false, task);
	}

	/** Work on shared data, which one instance at a time does. */
	public static Sweep byOneInstance(String name, Duration pause, Runnable task) {
		return new Sweep(name, pause, true, task);
	}

}
