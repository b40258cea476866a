package io.parley.client;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/**
 * The threads of one client, and the calls that are under way on them. All are daemons,
 * so that a program which forgot to close its client can end all the same.
 */
final class Workers implements AutoCloseable {

	private static final int IDLE_SECONDS = 10;

	private final Set<CompletableFuture<?>> calls = ConcurrentHashMap.newKeySet();

	private final ThreadPoolExecutor pool = new ThreadPoolExecutor(0, Integer.MAX_VALUE, IDLE_SECONDS, TimeUnit.SECONDS,
			new SynchronousQueue<>(), threads("worker"), (task, closed) -> task.run());

	private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1, threads("timer"));

	private volatile boolean closed;

	Workers() {
		this.timer.setRemoveOnCancelPolicy(true);
	}

	ExecutorService pool() {
		return this.pool;
	}

	ScheduledThreadPoolExecutor timer() {
		return this.timer;
	}

	static ThreadFactory threads(String name) {
		AtomicInteger count = new AtomicInteger();
		return (task) -> {
			Thread thread = new Thread(task, "parley-client-" + name + "-" + count.incrementAndGet());
			thread.setDaemon(true);
			return thread;
		};
	}

	/**
	 * Runs the task on the pool once the time has passed, not at all if the client is
	 * closed by then.
	 */
	Future<?> after(Duration time, Runnable task) {
		try {
			return this.timer.schedule(() -> this.pool.execute(task), time.toNanos(), TimeUnit.NANOSECONDS);
		}
		catch (RejectedExecutionException ex) {
			return CompletableFuture.completedFuture(null);
		}
	}

	/** Takes note of a call that is under way, so that closing the client fails it. */
	<T> CompletableFuture<T> track(CompletableFuture<T> call) {
		this.calls.add(call);
		call.whenComplete((answer, failure) -> this.calls.remove(call));
		if (this.closed) {
			call.completeExceptionally(closedMeanwhile());
		}
		return call;
	}

	/**
	 * A call in the form that its caller gets: it completes on the pool, so that what the
	 * caller does next holds up nobody else; cancelling it cancels the call.
	 */
	<T, R> CompletableFuture<R> handOut(CompletableFuture<T> call, Function<T, R> shape) {
		CompletableFuture<R> handedOut = new CompletableFuture<>();
		call.whenCompleteAsync((answer, failure) -> settle(handedOut, answer, failure, shape), this.pool);
		handedOut.whenComplete((answer, failure) -> call.cancel(true));
		return handedOut;
	}

	private static <T, R> void settle(CompletableFuture<R> handedOut, T answer, Throwable failure,
			Function<T, R> shape) {
		if (failure != null) {
			handedOut.completeExceptionally(Failures.unwrap(failure));
			return;
		}
		try {
			handedOut.complete(shape.apply(answer));
		}
		catch (RuntimeException ex) {
			handedOut.completeExceptionally(ex);
		}
	}

	void checkOpen() {
		if (this.closed) {
			throw new IllegalStateException("The session client is closed");
		}
	}

	/** Takes no more calls and fails those that are under way. */
	void failCalls() {
		this.closed = true;
		this.calls.forEach((call) -> call.completeExceptionally(closedMeanwhile()));
	}

	/** Lets what is being done come to its end; then there are no threads any more. */
	@Override
	public void close() {
		this.timer.shutdownNow();
		this.pool.shutdown();
	}

	private static SessionClientException closedMeanwhile() {
		return new SessionClientException("The session client was closed");
	}

}
