package io.parley.dispatch;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import io.nats.client.Connection;
import io.nats.client.ConnectionListener;
import io.nats.client.ErrorListener;
import io.nats.client.JetStreamApiException;
import io.nats.client.Nats;
import io.nats.client.Options;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * The one connection of the service to NATS. It starts without waiting for a server,
 * connects again for ever, and buffers nothing: what cannot be sent now stays in its
 * outbox. It is ready while it is connected and the stream is as it must be.
 */
@Component
class NatsConnection implements SmartLifecycle {

	private static final Logger log = LoggerFactory.getLogger(NatsConnection.class);

	private static final int HEADERS = 4096;

	private static final long SHORTEST_PAUSE_MILLIS = 500;

	private static final long LONGEST_PAUSE_MILLIS = 30_000;

	private final NatsProperties properties;

	private final EventStream stream;

	private final List<Runnable> listeners = new ArrayList<>();

	private final AtomicBoolean preparing = new AtomicBoolean();

	private volatile Connection connection;

	private volatile long largestPayload;

	private volatile long pauseMillis = SHORTEST_PAUSE_MILLIS;

	private volatile boolean ready;

	private volatile boolean running;

	NatsConnection(NatsProperties properties, EventStream stream) {
		this.properties = properties;
		this.stream = stream;
	}

	/**
	 * Has something run each time that NATS has become ready; to be called before the
	 * start.
	 */
	void whenReady(Runnable listener) {
		this.listeners.add(listener);
	}

	/** Whether events can be published now. */
	boolean isReady() {
		return this.ready;
	}

	/** The connection, to be used while it is ready. */
	Connection connection() throws NatsAwayException {
		Connection current = this.connection;
		if (!this.ready || current == null) {
			throw new NatsAwayException("NATS is not connected");
		}
		return current;
	}

	/**
	 * The largest payload that the server takes with headers of ours, as far as is known;
	 * the least of all that were known.
	 */
	int maxPayload() {
		return (this.largestPayload > HEADERS) ? (int) Math.min(this.largestPayload - HEADERS, Integer.MAX_VALUE)
				: Integer.MAX_VALUE;
	}

	/**
	 * Takes note that the stream has refused an event: nothing more is published until
	 * the stream has been looked at again, after a pause that grows each time.
	 */
	void refused() {
		this.ready = false;
		prepareAfter(this.pauseMillis);
		this.pauseMillis = Math.min(this.pauseMillis * 2, LONGEST_PAUSE_MILLIS);
	}

	/** Takes note that an event was confirmed. */
	void confirmed() {
		this.pauseMillis = SHORTEST_PAUSE_MILLIS;
	}

	@Override
	public void start() {
		this.running = true;
		connect();
	}

	private void connect() {
		Options options = Options.builder()
			.server(this.properties.urlOrDefault())
			.connectionName("parley")
			.maxReconnects(-1)
			.reconnectWait(Duration.ofMillis(500))
			.reconnectBufferSize(0)
			.connectionTimeout(Duration.ofSeconds(2))
			.pingInterval(Duration.ofSeconds(5))
			.supportUTF8Subjects()
			.connectionListener(this.new Listener())
			.errorListener(new QuietErrors())
			.build();
		try {
			Nats.connectAsynchronously(options, true);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private void connected(Connection current) {
		this.connection = current;
		if (!this.running) {
			close(current);
			return;
		}
		long known = current.getMaxPayload();
		this.largestPayload = (this.largestPayload > 0) ? Math.min(this.largestPayload, known) : known;
		prepareAfter(0);
	}

	private void prepareAfter(long millis) {
		if (this.preparing.compareAndSet(false, true)) {
			CompletableFuture.delayedExecutor(millis, TimeUnit.MILLISECONDS).execute(this::prepare);
		}
	}

	private void prepare() {
		this.preparing.set(false);
		Connection current = this.connection;
		if (!this.running || current.getStatus() != Connection.Status.CONNECTED) {
			return;
		}
		try {
			this.stream.prepare(current);
			becomeReady(current);
		}
		catch (IOException | JetStreamApiException | IllegalStateException ex) {
			log.warn("NATS is connected but its stream {} cannot be had yet: {}", EventStream.NAME, ex.getMessage());
			prepareAfter(2000);
		}
	}

	private void becomeReady(Connection current) {
		this.ready = true;
		if (current.getStatus() != Connection.Status.CONNECTED) {
			this.ready = false;
			return;
		}
		log.info("Connected to NATS at {}{}", current.getConnectedUrl(),
				this.stream.exists() ? "" : ", which has no JetStream: events go out without a stream");
		this.listeners.forEach(Runnable::run);
	}

	private void disconnected(Connection current) {
		if (this.ready) {
			log.warn("NATS is away; events wait in their outboxes until it is back");
		}
		this.ready = false;
		this.connection = current;
	}

	/** The library gives up for good after repeated authorization errors; we do not. */
	private void closed() {
		this.ready = false;
		if (this.running) {
			log.warn("NATS has closed the connection; connecting anew");
			CompletableFuture.delayedExecutor(2, TimeUnit.SECONDS).execute(() -> {
				if (this.running) {
					connect();
				}
			});
		}
	}

	@Override
	public void stop() {
		this.running = false;
		this.ready = false;
		if (this.connection != null) {
			close(this.connection);
		}
	}

	private static void close(Connection current) {
		try {
			current.close();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	@Override
	public boolean isRunning() {
		return this.running;
	}

	@Override
	public int getPhase() {
		return EmbeddedNats.PHASE + 1;
	}

	private final class Listener implements ConnectionListener {

		@Override
		@Deprecated
		public void connectionEvent(Connection current, Events event) {
			// A connection that was begun asynchronously says RECONNECTED at its first
			// success.
			switch (event) {
				case CONNECTED, RECONNECTED -> connected(current);
				case DISCONNECTED -> disconnected(current);
				case CLOSED -> closed();
				default -> {
				}
			}
		}

	}

	private static final class QuietErrors implements ErrorListener {

		@Override
		public void errorOccurred(Connection current, String error) {
			log.warn("NATS answered an error: {}", error);
		}

	}

}
