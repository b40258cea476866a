package io.parley.dispatch;

import java.util.concurrent.Executor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import io.parley.store.DaemonThreads;

import org.springframework.core.task.VirtualThreadTaskExecutor;

/**
 * The threads in which messages of the stream are handled. Threads of the platform are
 * shared out: each consumer has its part of them, so that one whose handlers are slow
 * takes none from the others.
 *
 * @param most how many are shared out
 */
record ConsumerThreads(Executor threads, int most) {

	/** Of the platform. */
	static final int MOST = 256;

	/** For setting up consumers, and while the parts become smaller. */
	private static final int SPARE = 64;

	private static final int KEPT_SECONDS = 60;

	static ConsumerThreads of(boolean virtual) {
		return virtual ? new ConsumerThreads(new VirtualThreadTaskExecutor("consumer-"), Integer.MAX_VALUE)
				: new ConsumerThreads(new ThreadPoolExecutor(0, MOST + SPARE, KEPT_SECONDS, TimeUnit.SECONDS,
						new SynchronousQueue<>(), DaemonThreads.named("consumer")), MOST);
	}

	void execute(Runnable task) {
		this.threads.execute(task);
	}

	/** How many each of so many consumers may use; one at least. */
	int each(int consumers) {
		return Math.max(1, this.most / Math.max(1, consumers));
	}

}
