package io.parley.dispatch;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import io.nats.client.Connection;
import io.nats.client.JetStreamApiException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.stereotype.Component;

/**
 * Whether events can be published now: while NATS is connected and the stream is as it
 * must be.
 */
@Component
class NatsReadiness {

	private static final Logger log = LoggerFactory.getLogger(NatsReadiness.class);

	private static final long SHORTEST_PAUSE_MILLIS = 500;

	private static final long LONGEST_PAUSE_MILLIS = 30_000;

	private final EventStream stream;

	private final List<Runnable> listeners = new ArrayList<>();

	private final AtomicBoolean preparing = new AtomicBoolean();

	private volatile long pauseMillis = SHORTEST_PAUSE_MILLIS;

	private volatile Connection connection;

	private volatile boolean ready;

	NatsReadiness(EventStream stream) {
		this.stream = stream;
	}

	/**
	 * Has something run each time that NATS has become ready; to be called before the
	 * start.
	 */
	void whenReady(Runnable listener) {
		this.listeners.add(listener);
	}

	boolean isReady() {
		return this.ready;
	}

	/** The connection, where NATS is ready. */
	Connection connection() throws NatsAwayException {
		Connection current = this.connection;
		if (!this.ready || current == null) {
			throw new NatsAwayException("NATS is not connected");
		}
		return current;
	}

	/** Takes note that there is a connection, and sees to the stream. */
	void connected(Connection current) {
		this.connection = current;
		prepareAfter(0);
	}

	/** Takes note that there is no connection. */
	void disconnected() {
		if (this.ready) {
			log.warn("NATS is away; events wait in their outboxes until it is back");
		}
		this.ready = false;
	}

	/** Takes note that the service stops. */
	void stop() {
		this.ready = false;
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

	private void prepareAfter(long millis) {
		if (this.preparing.compareAndSet(false, true)) {
			CompletableFuture.delayedExecutor(millis, TimeUnit.MILLISECONDS).execute(this::prepare);
		}
	}

	private void prepare() {
		this.preparing.set(false);
		Connection current = this.connection;
		if (current.getStatus() != Connection.Status.CONNECTED) {
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

}
