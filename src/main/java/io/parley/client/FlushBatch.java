package io.parley.client;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;

import io.nats.client.Connection;

/**
 * Round trips to the NATS server, one at a time: those who ask while one is under way
 * share the next. The library drops a connection on which more than a few are open at
 * once.
 */
final class FlushBatch {

	private static final Logger LOG = System.getLogger(FlushBatch.class.getName());

	private final Workers workers;

	private final Duration timeout;

	private CompletableFuture<Void> next;

	private boolean running;

	FlushBatch(Workers workers, Duration timeout) {
		this.workers = workers;
		this.timeout = timeout;
	}

	/**
	 * Completes once the server has seen all that was sent before, or the time for that
	 * is over. Never fails.
	 */
	synchronized CompletableFuture<Void> flush(Connection connection) {
		if (this.next == null) {
			this.next = new CompletableFuture<>();
		}
		CompletableFuture<Void> mine = this.next;
		if (!this.running) {
			this.running = true;
			this.workers.pool().execute(() -> run(connection));
		}
		return mine;
	}

	private void run(Connection connection) {
		for (CompletableFuture<Void> batch = take(); batch != null; batch = take()) {
			try {
				connection.flush(this.timeout);
			}
			catch (TimeoutException | IllegalStateException ex) {
				LOG.log(Level.DEBUG, "NATS did not confirm; waits ask over HTTP too", ex);
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
			batch.complete(null);
		}
	}

	private synchronized CompletableFuture<Void> take() {
		CompletableFuture<Void> batch = this.next;
		this.next = null;
		this.running = batch != null;
		return batch;
	}

}
