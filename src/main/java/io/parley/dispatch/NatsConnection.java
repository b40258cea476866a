package io.parley.dispatch;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.nats.client.Connection;
import io.nats.client.ConnectionListener;
import io.nats.client.ErrorListener;
import io.nats.client.JetStreamApiException;
import io.nats.client.Nats;
import io.nats.client.Options;
import io.nats.client.PublishOptions;
import io.nats.client.api.PublishAck;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * The one connection of the service to NATS. It starts without waiting for a server,
 * reconnects for ever, and buffers nothing: what cannot be sent now stays in its outbox.
 */
@Component
class NatsConnection implements SmartLifecycle {

	private static final Logger log = LoggerFactory.getLogger(NatsConnection.class);

	private static final int HEADERS = 4096;

	private final NatsProperties properties;

	private final EventStream stream;

	private final List<Runnable> listeners = new ArrayList<>();

	private volatile Connection connection;

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

	/**
	 * The largest payload that the server takes with headers of ours, or no bound while
	 * none is known.
	 */
	int maxPayload() {
		Connection current = this.connection;
		long known = (current != null) ? current.getMaxPayload() : 0;
		return (known > HEADERS) ? (int) Math.min(known - HEADERS, Integer.MAX_VALUE) : Integer.MAX_VALUE;
	}

	/**
	 * Publishes an event to its core subject and all its others, and returns once NATS
	 * has confirmed all of them. A server without JetStream confirms by answering a
	 * flush.
	 */
	void publish(OutboxEvent event, byte[] payload) throws NatsAwayException {
		Connection current = this.connection;
		if (!this.ready) {
			throw new NatsAwayException("NATS is not connected");
		}
		try {
			if (event.coreSubject() != null) {
				current.publish(event.coreSubject(), payload);
			}
			if (this.stream.exists()) {
				publishToStream(current, event, payload);
			}
			else {
				event.subjects().forEach((subject) -> current.publish(subject, payload));
				current.flush(this.properties.confirmTimeout());
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new NatsAwayException("Interrupted while NATS was to confirm", ex);
		}
		catch (ExecutionException | TimeoutException | IOException | IllegalStateException ex) {
			if (ex.getCause() instanceof JetStreamApiException || ex.getCause() instanceof IOException) {
				prepare(current);
			}
			throw new NatsAwayException("NATS has not confirmed the event", ex);
		}
	}

	private void publishToStream(Connection current, OutboxEvent event, byte[] payload)
			throws IOException, InterruptedException, ExecutionException, TimeoutException {
		List<CompletableFuture<PublishAck>> acks = new ArrayList<>();
		for (int i = 0; i < event.subjects().size(); i++) {
			PublishOptions options = PublishOptions.builder()
				.expectedStream(EventStream.NAME)
				.messageId(event.eventId() + "-" + i)
				.build();
			acks.add(current.jetStream().publishAsync(event.subjects().get(i), payload, options));
		}
		long deadline = System.nanoTime() + this.properties.confirmTimeout().toNanos();
		for (CompletableFuture<PublishAck> ack : acks) {
			ack.get(Math.max(deadline - System.nanoTime(), 0), TimeUnit.NANOSECONDS);
		}
	}

	@Override
	public void start() {
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
		this.running = true;
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
		}
		else {
			CompletableFuture.runAsync(() -> prepare(current));
		}
	}

	private synchronized void prepare(Connection current) {
		this.ready = false;
		if (current != this.connection || current.getStatus() != Connection.Status.CONNECTED) {
			return;
		}
		try {
			this.stream.prepare(current);
			this.ready = true;
			log.info("Connected to NATS at {}{}", current.getConnectedUrl(),
					this.stream.exists() ? "" : ", which has no JetStream: events go out without a stream");
			this.listeners.forEach(Runnable::run);
		}
		catch (IOException | JetStreamApiException | IllegalStateException ex) {
			log.warn("NATS is connected but its stream {} cannot be had yet: {}", EventStream.NAME, ex.getMessage());
			CompletableFuture.delayedExecutor(2, TimeUnit.SECONDS).execute(() -> prepare(current));
		}
	}

	private void disconnected() {
		if (this.ready) {
			log.warn("NATS is away; events wait in their outboxes until it is back");
		}
		this.ready = false;
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
			if (event == Events.CONNECTED || event == Events.RECONNECTED) {
				connected(current);
			}
			else if (event == Events.DISCONNECTED) {
				disconnected();
				NatsConnection.this.connection = current;
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
