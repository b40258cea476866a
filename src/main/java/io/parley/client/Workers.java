package io.parley.client;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * The threads of one client, and what ends with it. All threads are daemons, so that a
 * program which forgot to close its client can end all the same.
 */
final class Workers implements AutoCloseable {

	private static final int IDLE_SECONDS = 10;

	private final AtomicInteger count = new AtomicInteger();

	private final Set<Future<?>> open = ConcurrentHashMap.newKeySet();

	private final CountDownLatch closed = new CountDownLatch(1);

	private final ThreadPoolExecutor pool = new ThreadPoolExecutor(0, Integer.MAX_VALUE, IDLE_SECONDS, TimeUnit.SECONDS,
			new SynchronousQueue<>(), this::thread, (task, ended) -> task.run());

	ExecutorService pool() {
		return this.pool;
	}

	private Thread thread(Runnable task) {
		Thread thread = new Thread(task, "parley-client-" + this.count.incrementAndGet());
		thread.setDaemon(true);
		return thread;
	}

	/**
	 * A blocking call as a future. Cancelling the future interrupts the call; what the
	 * caller chains to it runs in the call's thread and may block there.
	 */
	<T> CompletableFuture<T> async(Supplier<T> call) {
		checkOpen();
		CompletableFuture<T> result = new CompletableFuture<>();
		Future<?> running = this.pool.submit(() -> {
			try {
				result.complete(call.get());
			}
			catch (Throwable ex) {
				result.completeExceptionally(ex);
			}
		});
		result.whenComplete((answer, failure) -> {
			if (result.isCancelled()) {
				running.cancel(true);
			}
		});
		return result;
	}

	/** Has this cancelled where the client is closed before it is done. */
	void cancelOnClose(CompletableFuture<?> future) {
		this.open.add(future);
		future.whenComplete((answer, failure) -> this.open.remove(future));
		if (isClosed()) {
			future.cancel(true);
		}
	}

	/**
	 * Waits.
	 * @throws SessionClientException when the client is closed meanwhile
	 */
	void pause(Duration time) throws InterruptedException {
		if (this.closed.await(time.toNanos(), TimeUnit.NANOSECONDS)) {
			throw closedMeanwhile();
		}
	}

	boolean isClosed() {
		return this.closed.getCount() == 0;
	}

	/**
	 * @throws IllegalStateException when the client is closed
	 */
	void checkOpen() {
		if (isClosed()) {
			throw new IllegalStateException("The session client is closed");
		}
	}

	/**
	 * @throws SessionClientException when the client is closed
	 */
	void checkNotClosedMeanwhile() {
		if (isClosed()) {
			throw closedMeanwhile();
		}
	}

	static SessionClientException closedMeanwhile() {
		return new SessionClientException("The session client was closed");
	}

	static SessionClientException interrupted(InterruptedException ex) {
		Thread.currentThread().interrupt();
		return new SessionClientException("Interrupted while waiting for the service", ex);
	}

	/** Breaks off what is under way and takes nothing more. */
	void breakOff() {
		this.closed.countDown();
		this.open.forEach((future) -> future.cancel(true));
	}

	/** Ends the threads once they have come to the end of what they do. */
	@Override
	public void close() {
		this.pool.shutdown();
	}

}
