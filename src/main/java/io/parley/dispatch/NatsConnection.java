package io.parley.dispatch;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import io.nats.client.Connection;
import io.nats.client.ConnectionListener;
import io.nats.client.Nats;
import io.nats.client.Options;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * The one connection of the service to NATS. It starts without waiting for a server,
 * connects again for ever, and buffers nothing: what cannot be sent now stays in its
 * outbox.
 */
@Component
class NatsConnection implements SmartLifecycle {

	private static final Logger log = LoggerFactory.getLogger(NatsConnection.class);

	private static final int HEADERS = 4096;

	/** More than the relay ever has under way, so that no publication waits for room. */
	private static final int OUTGOING = 4 * Window.MESSAGES;

	private final NatsComplaints complaints = new NatsComplaints();

	private final NatsOptions options;

	private final NatsReadiness readiness;

	private volatile @Nullable Connection connection;

	private volatile long largestPayload;

	private volatile boolean running;

	NatsConnection(NatsOptions options, NatsReadiness readiness) {
		this.options = options;
		this.readiness = readiness;
	}

	/**
	 * The largest payload that the server takes with headers of ours, as far as is known;
	 * the least of all that were known.
	 */
	int maxPayload() {
		return (this.largestPayload > HEADERS) ? (int) Math.min(this.largestPayload - HEADERS, Integer.MAX_VALUE)
				: Integer.MAX_VALUE;
	}

	@Override
	public void start() {
		this.running = true;
		connect();
	}

	private void connect() {
		Options connecting = this.options.builder()
			.connectionName("parley")
			.maxReconnects(-1)
			.reconnectWait(Duration.ofMillis(500))
			.reconnectBufferSize(0)
			.connectionTimeout(Duration.ofSeconds(2))
			.pingInterval(Duration.ofSeconds(5))
			.supportUTF8Subjects()
			.reportNoResponders()
			.maxMessagesInOutgoingQueue(OUTGOING)
			.connectionListener(this.new Listener())
			.errorListener(this.complaints)
			.build();
		try {
			Nats.connectAsynchronously(connecting, true);
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
		this.complaints.connected();
		long known = current.getMaxPayload();
		this.largestPayload = (this.largestPayload > 0) ? Math.min(this.largestPayload, known) : known;
		this.readiness.connected(current);
	}

	/** The library gives up for good after repeated authorization errors; we do not. */
	private void closed() {
		this.readiness.disconnected(reason());
		if (this.running) {
			log.debug("NATS has closed the connection; connecting anew");
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
		this.readiness.stop();
		if (this.connection != null) {
			close(this.connection);
		}
	}

	private String reason() {
		String reason = this.complaints.reason();
		return (reason != null && !reason.isBlank()) ? reason : "no connection";
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
				case DISCONNECTED -> {
					NatsConnection.this.connection = current;
					NatsConnection.this.readiness.disconnected(reason());
					if (!NatsConnection.this.running) {
						close(current);
					}
				}
				case CLOSED -> closed();
				default -> {
				}
			}
		}

	}

}
