package io.parley;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.IntConsumer;

/**
 * Threads that call a service while a test does something else, and what failed in them.
 */
public final class Callers {

	private final List<Thread> threads = new ArrayList<>();

	private final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();

	/**
	 * Starts some more.
	 * @param call what each does once, given its number from 0
	 */
	public Callers start(int count, IntConsumer call) {
		for (int i = 0; i < count; i++) {
			int number = i;
			Thread thread = new Thread(() -> call.accept(number), "caller-" + number);
			thread.setUncaughtExceptionHandler((failed, failure) -> this.failures.add(failure));
			thread.start();
			this.threads.add(thread);
		}
		return this;
	}

	/**
	 * Waits until all have ended.
	 * @throws AssertionError where any ended with an exception or an error
	 */
	public void join() throws InterruptedException {
		for (Thread thread : this.threads) {
			thread.join();
		}
		this.threads.clear();
		Throwable first = this.failures.poll();
		if (first != null) {
			AssertionError failed = new AssertionError("A caller failed: " + first, first);
			this.failures.forEach(failed::addSuppressed);
			throw failed;
		}
	}

}
