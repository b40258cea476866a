package io.parley.dispatch;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import io.nats.client.Connection;
import io.nats.client.JetStreamApiException;
import io.parley.client.nats.NatsAddresses;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * What can be published now: to core subjects while NATS is connected, to the stream
 * while it is there and has not refused too much.
 */
@Component
class NatsReadiness {

	private static final Logger log = LoggerFactory.getLogger(NatsReadiness.class);

	private static final long SHORTEST_PAUSE_MILLIS = 500;

	private static final long LONGEST_PAUSE_MILLIS = 30_000;

	/**
	 * So many refusals without a confirmation in between are the stream's, not the
	 * event's.
	 */
	private static final int REFUSALS = 8;

	private final EventStream stream;

	private final List<Runnable> onReady = new ArrayList<>();

	private final List<Runnable> onLoss = new ArrayList<>();

	private final long shortestPauseMillis;

	/** The next look at the stream, where one is to come; guarded by this. */
	private @Nullable CompletableFuture<Void> next;

	private volatile @Nullable Connection connection;

	private volatile boolean ready;

	/** Why not everything goes out, or null. */
	private volatile @Nullable String trouble = "NATS is not connected";

	private int refusals;

	private long pauseMillis;

	@Autowired
	NatsReadiness(EventStream stream) {
		this(stream, SHORTEST_PAUSE_MILLIS);
	}

	/**
	 * @param shortestPauseMillis before the stream is looked at again after it refused
	 * events for the first time
	 */
	NatsReadiness(EventStream stream, long shortestPauseMillis) {
		this.stream = stream;
		this.shortestPauseMillis = shortestPauseMillis;
		this.pauseMillis = shortestPauseMillis;
	}

	/** Has something run each time that the stream takes events; before the start. */
	void whenReady(Runnable listener) {
		this.onReady.add(listener);
	}

	/** Has something run each time that the connection is lost; before the start. */
	void whenLost(Runnable listener) {
		this.onLoss.add(listener);
	}

	/** Whether events can be published to the stream, where the server has JetStream. */
	boolean isReady() {
		return this.ready;
	}

	/** The connection while NATS is connected. */
	Optional<Connection> connection() {
		return Optional.ofNullable(this.connection);
	}

	/** The connection while the stream can be asked and written to over it. */
	Optional<Connection> streamConnection() {
		return connection().filter((current) -> this.ready && this.stream.exists());
	}

	/** Why not everything goes out; nothing while it does. */
	Optional<String> trouble() {
		return Optional.ofNullable(this.trouble);
	}

	/**
	 * Takes note that there is a connection, and sees to the stream at once: what another
	 * server refused says nothing of this one.
	 */
	synchronized void connected(Connection current) {
		this.connection = current;
		this.refusals = 0;
		this.pauseMillis = this.shortestPauseMillis;
		if (this.next != null) {
			this.next.cancel(false);
			this.next = null;
		}
		prepareAfter(0);
	}

	/** Takes note that there is no connection. */
	void disconnected(String reason) {
		if (this.connection != null) {
			log.warn("NATS is away ({}); events wait in their outboxes until it is back", reason);
		}
		synchronized (this) {
			this.ready = false;
			this.connection = null;
			this.trouble = "NATS is not connected: " + reason;
		}
		this.onLoss.forEach(Runnable::run);
	}

	/** Takes note that the service stops. */
	void stop() {
		this.connection = null;
		disconnected("the service stops");
	}

	/**
	 * Takes note that the stream has refused an event. After some of them without a
	 * confirmation in between nothing more is published until the stream has been looked
	 * at again, after a pause that grows each time.
	 */
	synchronized void refused(@Nullable String reason) {
		this.trouble = "The stream " + EventStream.NAME + " refuses events: " + reason;
		this.refusals++;
		if (this.refusals >= REFUSALS && this.ready) {
			this.ready = false;
			log.warn("{}; the next attempt is in {} ms", this.trouble, this.pauseMillis);
			prepareAfter(this.pauseMillis);
			this.pauseMillis = Math.min(this.pauseMillis * 2, LONGEST_PAUSE_MILLIS);
		}
	}

	/** Takes note that an event was confirmed. */
	void confirmed() {
		if (this.trouble != null || this.refusals > 0) {
			synchronized (this) {
				this.refusals = 0;
				this.pauseMillis = this.shortestPauseMillis;
				this.trouble = this.ready ? null : this.trouble;
			}
		}
	}

	private synchronized void prepareAfter(long millis) {
		if (this.next == null) {
			this.next = CompletableFuture.runAsync(this::prepare,
					CompletableFuture.delayedExecutor(millis, TimeUnit.MILLISECONDS));
		}
	}

	private void prepare() {
		synchronized (this) {
			this.next = null;
		}
		Connection current = this.connection;
		if (current == null || current.getStatus() != Connection.Status.CONNECTED) {
			return;
		}
		try {
			this.stream.prepare(current);
			becomeReady(current);
		}
		catch (IOException | JetStreamApiException | RuntimeException | Error ex) {
			this.trouble = "NATS is connected but its stream " + EventStream.NAME + " cannot be had: "
					+ ex.getMessage();
			log.warn("{}", this.trouble);
			prepareAfter(2000);
		}
	}

	private void becomeReady(Connection current) {
		synchronized (this) {
			this.ready = this.connection == current;
			if (this.refusals == 0) {
				this.trouble = this.ready ? null : this.trouble;
			}
			this.refusals = Math.min(this.refusals, 1);
		}
		if (this.ready) {
			log.info("Connected to NATS at {}{}", NatsAddresses.withoutCredentials(current.getConnectedUrl()),
					this.stream.exists() ? "" : ", which has no JetStream: events go out without a stream");
			this.onReady.forEach(Runnable::run);
		}
	}

}
