package io.parley.client;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;

import io.nats.client.Connection;
import org.jspecify.annotations.Nullable;

/**
 * Round trips to the NATS server, one at a time: those who ask while one is under way
 * share the next. The library drops a connection on which more than a few are open at
 * once.
 */
final class SharedFlush {

	private final ReentrantLock oneAtATime = new ReentrantLock(true);

	private final AtomicLong asked = new AtomicLong();

	private long done;

	/**
	 * Returns once the server has seen all that was sent before, or the time is over, or
	 * there is no connection.
	 * @param connection may be null
	 */
	void run(@Nullable Connection connection, Deadline deadline) throws InterruptedException {
		long mine = this.asked.incrementAndGet();
		if (connection == null || !this.oneAtATime.tryLock(deadline.nanosLeft(), TimeUnit.NANOSECONDS)) {
			return;
		}
		try {
			long all = this.asked.get();
			if (this.done < mine && !deadline.hasPassed()) {
				connection.flush(deadline.left());
				this.done = all;
			}
		}
		catch (TimeoutException | IllegalStateException ex) {
			// NATS does not confirm: waits ask over HTTP too.
		}
		finally {
			this.oneAtATime.unlock();
		}
	}

}
