package io.parley.client;

import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * A thread that waits, as others see it: what they have to tell is put into a queue and
 * runs in that thread, one after the other.
 */
final class WaitingThread {

	private final BlockingQueue<Runnable> told = new LinkedBlockingQueue<>();

	private final ExecutorService others;

	/**
	 * @param others where its blocking calls run
	 */
	WaitingThread(ExecutorService others) {
		this.others = others;
	}

	/** Has something run in the thread that waits, soon. */
	void tell(Runnable task) {
		this.told.add(task);
	}

	/**
	 * Waits for the next that is told, and runs it; for the thread that waits.
	 * @return whether there was one in time
	 */
	boolean runNext(Deadline deadline) throws InterruptedException {
		Runnable next = this.told.poll(deadline.nanosLeft(), TimeUnit.NANOSECONDS);
		if (next != null) {
			next.run();
		}
		return next != null;
	}

	/**
	 * A blocking call in another thread, whose outcome is told to this one. A failure
	 * gets the trace of who waits for it.
	 */
	Future<?> call(Supplier<Map<String, Object>> call, Consumer<Map<String, Object>> answered,
			Consumer<SessionClientException> failed) {
		return this.others.submit(() -> {
			try {
				Map<String, Object> answer = call.get();
				tell(() -> answered.accept(answer));
			}
			catch (SessionClientException ex) {
				tell(() -> {
					ex.fillInStackTrace();
					failed.accept(ex);
				});
			}
			catch (RuntimeException ex) {
				tell(() -> {
					throw ex;
				});
			}
		});
	}

}
