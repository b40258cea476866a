package io.parley.client;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

import io.nats.client.AuthenticationException;
import io.nats.client.Connection;
import io.nats.client.ErrorListener;
import io.nats.client.Nats;
import io.nats.client.Options;

/**
 * Opens the connection of a {@link NatsLink}, in the background and again and again as
 * long as somebody wants it; or hands out the caller's own, which is never closed here.
 */
final class NatsConnector {

	private static final Logger LOG = System.getLogger(NatsConnector.class.getName());

	private static final Duration RETRY = Duration.ofSeconds(1);

	private static final Duration RECONNECT = Duration.ofMillis(500);

	private final ClientSettings settings;

	private final Workers workers;

	private final Connection given;

	/**
	 * Held while trying to connect, which needs the threads of the workers to the end.
	 */
	private final Lock trying = new ReentrantLock();

	private CompletableFuture<Void> opening;

	private volatile boolean closed;

	NatsConnector(ClientSettings settings, Workers workers, Connection given) {
		this.settings = settings;
		this.workers = workers;
		this.given = given;
	}

	Duration timeout() {
		return this.settings.connectTimeout();
	}

	/**
	 * Completes when the first try to connect is over, which is at once from the second
	 * call on. Fails only if NATS refuses this client.
	 * @param opened gets the connection, now or when a later try succeeds
	 * @param wanted whether a later try is still of use
	 */
	synchronized CompletableFuture<Void> connection(Consumer<Connection> opened, BooleanSupplier wanted) {
		if (this.opening == null) {
			CompletableFuture<Void> first = new CompletableFuture<>();
			this.opening = first;
			this.workers.pool().execute(() -> open(first, opened, wanted, Level.WARNING));
		}
		return this.opening;
	}

	/** The connection is gone for good: the next call opens another. */
	synchronized void forget() {
		this.opening = null;
	}

	void release(Connection connection) {
		if (connection != this.given) {
			try {
				connection.close();
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
		}
	}

	/** Tries no more, and runs the task once no try is under way. */
	void close(Runnable task) {
		this.closed = true;
		if (this.trying.tryLock()) {
			run(task);
		}
		else {
			this.workers.pool().execute(() -> {
				this.trying.lock();
				run(task);
			});
		}
	}

	private void run(Runnable task) {
		try {
			task.run();
		}
		finally {
			this.trying.unlock();
		}
	}

	private void open(CompletableFuture<Void> first, Consumer<Connection> opened, BooleanSupplier wanted, Level level) {
		try {
			connect(opened);
			first.complete(null);
		}
		catch (AuthenticationException | RuntimeException ex) {
			forget();
			first.completeExceptionally(new SessionNatsException("NATS cannot be used: " + ex.getMessage(), ex));
		}
		catch (IOException ex) {
			LOG.log(level, "NATS is away; waiting goes on over HTTP: " + ex.getMessage());
			this.workers.after(Backoff.jittered(RETRY), () -> retry(opened, wanted));
			first.complete(null);
		}
	}

	private void connect(Consumer<Connection> opened) throws IOException {
		this.trying.lock();
		try {
			if (!this.closed) {
				opened.accept((this.given != null) ? this.given : Nats.connect(options()));
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IOException(ex);
		}
		finally {
			this.trying.unlock();
		}
	}

	private void retry(Consumer<Connection> opened, BooleanSupplier wanted) {
		if (wanted.getAsBoolean()) {
			open(new CompletableFuture<>(), opened, wanted, Level.DEBUG);
		}
		else {
			forget();
		}
	}

	private Options options() {
		return Options.builder()
			.servers(this.settings.natsServers().toArray(String[]::new))
			.connectionName("parley-client")
			.connectionTimeout(this.settings.connectTimeout())
			.maxReconnects(-1)
			.reconnectWait(RECONNECT)
			.executor(this.workers.pool())
			.connectExecutor(this.workers.pool())
			.callbackExecutor(this.workers.pool())
			.scheduledExecutor(this.workers.timer())
			.errorListener(new Log())
			.build();
	}

	/** Says what NATS complains of; the waits do not depend on it. */
	private static final class Log implements ErrorListener {

		@Override
		public void errorOccurred(Connection connection, String error) {
			LOG.log(Level.WARNING, "NATS says: " + error);
		}

		@Override
		public void exceptionOccurred(Connection connection, Exception failure) {
			LOG.log(Level.DEBUG, "On the NATS connection", failure);
		}

	}

}
