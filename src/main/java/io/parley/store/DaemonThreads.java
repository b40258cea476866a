package io.parley.store;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;

/** Threads of the service's own work, which keep no process alive. */
public final class DaemonThreads {

	private static final int END_SECONDS = 3;

	private DaemonThreads() {
	}

	/** Makes threads of that name. */
	public static ThreadFactory named(String name) {
		return (task) -> {
			Thread thread = new Thread(task, name);
			thread.setDaemon(true);
			return thread;
		};
	}

	/**
	 * Ends threads: what they have begun has three seconds to end by itself, and three
	 * more after it was interrupted.
	 */
	public static void end(ExecutorService threads) {
		threads.shutdown();
		try {
			if (!threads.awaitTermination(END_SECONDS, TimeUnit.SECONDS)) {
				threads.shutdownNow();
				threads.awaitTermination(END_SECONDS, TimeUnit.SECONDS);
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

}
