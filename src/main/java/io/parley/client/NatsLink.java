package io.parley.client;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.nats.client.Connection;
import io.nats.client.ConnectionListener;
import io.nats.client.Dispatcher;
import io.nats.client.MessageHandler;
import io.nats.client.Nats;
import io.nats.client.Options;
import io.nats.client.Subscription;
import org.jspecify.annotations.Nullable;

/**
 * The one NATS connection of a client, opened when something first waits, and what is
 * subscribed on it. The library keeps the connection up, from its first try on, and
 * subscribes again after each interruption; nothing here fails because NATS is away.
 */
final class NatsLink {

	private static final Logger LOG = System.getLogger(NatsLink.class.getName());

	/**
	 * A server hangs up on a client whose protocol line is over 4096 bytes; with a number
	 * and a verb around it.
	 */
	private static final int LONGEST_SUBJECT = 4_000;

	private static final Duration RECONNECT = Duration.ofMillis(500);

	private final Map<String, MessageHandler> handlers = new HashMap<>();

	private final Map<String, Subscription> subscriptions = new HashMap<>();

	private final SharedFlush flush = new SharedFlush();

	private final ConnectionListener events = this::onEvent;

	private final ClientSettings settings;

	private final Workers workers;

	private final @Nullable Connection given;

	private final ReplyListener listener;

	/** Done once the first try to connect is over, one way or the other. */
	private @Nullable CompletableFuture<Void> opening;

	private @Nullable Connection connection;

	private @Nullable Dispatcher dispatcher;

	private boolean closed;

	/**
	 * A link that is not connected yet.
	 * @param given the caller's own connection, which is not closed here, or null
	 * @param listener told when messages may have been missed, and when NATS refuses
	 */
	NatsLink(ClientSettings settings, Workers workers, @Nullable Connection given, ReplyListener listener) {
		this.settings = settings;
		this.workers = workers;
		this.given = given;
		this.listener = listener;
	}

	/** Subscribes, now or once there is a connection; one handler for each subject. */
	synchronized void subscribe(String subject, MessageHandler handler) {
		this.handlers.put(subject, handler);
		attach(subject);
	}

	synchronized void unsubscribe(String subject) {
		this.handlers.remove(subject);
		detach(this.subscriptions.remove(subject));
	}

	/**
	 * Returns when the server knows all that was subscribed before, or NATS is away, or
	 * the time is over.
	 * @throws SessionNatsException when NATS refuses this client
	 */
	void awaitSubscribed(Deadline deadline) throws InterruptedException {
		try {
			open().get(deadline.nanosLeft(), TimeUnit.NANOSECONDS);
			this.flush.run(connected(), deadline);
		}
		catch (ExecutionException ex) {
			throw refused(Objects.requireNonNullElse(ex.getCause(), ex));
		}
		catch (CancellationException ex) {
			throw Workers.closedMeanwhile();
		}
		catch (TimeoutException ex) {
			LOG.log(Level.DEBUG, "NATS is silent; the wait asks over HTTP too", ex);
		}
	}

	boolean isConnected() {
		return connected() != null;
	}

	private synchronized @Nullable Connection connected() {
		boolean up = this.connection != null && this.connection.getStatus() == Connection.Status.CONNECTED;
		return up ? this.connection : null;
	}

	private synchronized CompletableFuture<Void> open() throws InterruptedException {
		if (this.opening == null || this.opening.isCompletedExceptionally()) {
			CompletableFuture<Void> fresh = new CompletableFuture<>();
			this.opening = fresh;
			this.workers.cancelOnClose(fresh);
			try {
				connect(fresh);
			}
			catch (RuntimeException ex) {
				fresh.completeExceptionally(ex);
			}
			return fresh;
		}
		return this.opening;
	}

	private void connect(CompletableFuture<Void> fresh) throws InterruptedException {
		if (this.given == null) {
			Nats.connectAsynchronously(options(), true);
			return;
		}
		this.given.addConnectionListener(this.events);
		attach(this.given);
		fresh.complete(null);
	}

	private Options options() {
		return this.settings.natsLogin()
			.options(this.settings.natsServers())
			.connectionName("parley-client")
			.connectionTimeout(this.settings.connectTimeout())
			.maxReconnects(-1)
			.reconnectWait(RECONNECT)
			.connectionListener(this.events)
			.errorListener(new NatsErrorLog())
			.build();
	}

	/** A connection that was begun in the background says RECONNECTED at first. */
	private void onEvent(Connection source, ConnectionListener.Events event) {
		switch (event) {
			case CONNECTED, RECONNECTED, RESUBSCRIBED -> {
				attach(source);
				this.workers.pool().execute(this::catchUp);
			}
			case DISCONNECTED -> {
				attach(source);
				settle();
				this.listener.lookSoon();
			}
			case CLOSED -> gone(source);
			default -> {
			}
		}
	}

	private void attach(Connection source) {
		synchronized (this) {
			if (!this.closed) {
				if (this.connection != source) {
					this.connection = source;
					this.dispatcher = source.createDispatcher();
					this.subscriptions.clear();
				}
				this.handlers.keySet().forEach(this::attach);
				return;
			}
		}
		release(source);
	}

	/** Once the server has the subscriptions, what came before has to be looked for. */
	private void catchUp() {
		try {
			this.flush.run(connected(), Deadline.in(this.settings.connectTimeout()));
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		settle();
		this.listener.lookSoon();
	}

	private synchronized void settle() {
		if (this.opening != null) {
			this.opening.complete(null);
		}
	}

	/**
	 * The library has given the connection up: NATS refuses this client. The next wait
	 * opens another.
	 */
	private void gone(Connection source) {
		SessionNatsException refused = refused(new IllegalStateException(source.getLastError()));
		synchronized (this) {
			if (this.closed || (this.connection != null && this.connection != source)) {
				return;
			}
			if (this.opening != null) {
				this.opening.completeExceptionally(refused);
			}
			this.opening = null;
			this.connection = null;
			this.dispatcher = null;
			this.subscriptions.clear();
		}
		this.listener.refused(refused);
	}

	private static SessionNatsException refused(Throwable cause) {
		return (cause instanceof SessionNatsException known) ? known
				: new SessionNatsException("NATS cannot be used: " + cause.getMessage(), cause);
	}

	private void attach(String subject) {
		if (this.dispatcher == null || this.subscriptions.containsKey(subject)
				|| subject.getBytes(StandardCharsets.UTF_8).length > LONGEST_SUBJECT) {
			return;
		}
		try {
			this.subscriptions.put(subject, this.dispatcher.subscribe(subject, this.handlers.get(subject)));
		}
		catch (IllegalArgumentException | IllegalStateException ex) {
			LOG.log(Level.DEBUG, "Cannot subscribe; the wait asks over HTTP", ex);
		}
	}

	private void detach(@Nullable Subscription subscription) {
		if (subscription != null && subscription.isActive() && this.dispatcher != null && this.dispatcher.isActive()) {
			this.dispatcher.unsubscribe(subscription);
		}
	}

	/** Gives up what is subscribed, and the connection unless it is the caller's own. */
	void close() {
		Connection last;
		synchronized (this) {
			this.closed = true;
			last = this.connection;
			if (last != null && last == this.given) {
				last.removeConnectionListener(this.events);
				List.copyOf(this.handlers.keySet()).forEach(this::unsubscribe);
				last.closeDispatcher(this.dispatcher);
			}
		}
		if (last != null) {
			release(last);
		}
	}

	private void release(Connection last) {
		try {
			if (last != this.given) {
				last.close();
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

}
