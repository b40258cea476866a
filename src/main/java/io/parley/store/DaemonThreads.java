package io.parley.store;

import java.util.concurrent.ThreadFactory;

/** Threads of the service's own work, which keep no process alive. */
public final class DaemonThreads {

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

}
