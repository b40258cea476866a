package io.parley.client;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import io.nats.client.Connection;
import io.nats.client.ConnectionListener;
import io.nats.client.Dispatcher;
import io.nats.client.MessageHandler;
import io.nats.client.Subscription;

/**
 * The one NATS connection of a client and what is subscribed on it. Nothing here fails
 * because NATS is away: what is subscribed then is subscribed as soon as NATS is back,
 * and those who wait are told to look elsewhere meanwhile.
 */
final class NatsLink {

	private static final Logger LOG = System.getLogger(NatsLink.class.getName());

	/**
	 * A server hangs up on a client whose protocol line is over 4096 bytes; with a number
	 * and a verb around it.
	 */
	private static final int LONGEST_SUBJECT = 4_000;

	private final Map<String, Topic> topics = new HashMap<>();

	private final NatsConnector connector;

	private final FlushBatch flushes;

	private final Runnable changed;

	private final ConnectionListener listener = this::onEvent;

	private Connection connection;

	private Dispatcher dispatcher;

	private volatile boolean closed;

	/**
	 * A link that opens its connection when something is first subscribed.
	 * @param changed told each time after NATS went away or came back, when messages may
	 * have been missed
	 */
	NatsLink(NatsConnector connector, Workers workers, Runnable changed) {
		this.connector = connector;
		this.flushes = new FlushBatch(workers, connector.timeout());
		this.changed = changed;
	}

	/**
	 * Subscribes. Each subject has one handler; it must be quick.
	 */
	synchronized void subscribe(String subject, MessageHandler handler) {
		Topic topic = new Topic(subject, handler);
		this.topics.put(subject, topic);
		topic.attach(this.dispatcher);
	}

	synchronized void unsubscribe(String subject) {
		Topic topic = this.topics.remove(subject);
		if (topic != null) {
			topic.detach(this.dispatcher);
		}
	}

	/**
	 * Completes when all that was subscribed before is known to the server, or when NATS
	 * turned out to be away. Fails only if NATS refuses this client.
	 */
	CompletableFuture<Void> confirmed() {
		return this.connector.connection(this::attach, this::wanted).thenCompose((found) -> confirm());
	}

	boolean connected() {
		return open() != null;
	}

	private synchronized Connection open() {
		return (this.connection != null && this.connection.getStatus() == Connection.Status.CONNECTED) ? this.connection
				: null;
	}

	private CompletableFuture<Void> confirm() {
		Connection open = open();
		return (open != null) ? this.flushes.flush(open) : CompletableFuture.completedFuture(null);
	}

	private synchronized boolean wanted() {
		return !this.closed && !this.topics.isEmpty();
	}

	private void attach(Connection opened) {
		synchronized (this) {
			if (!this.closed) {
				this.dispatcher = opened.createDispatcher();
				this.connection = opened;
				opened.addConnectionListener(this.listener);
				this.topics.values().forEach((topic) -> topic.attach(this.dispatcher));
			}
		}
		if (connected()) {
			confirm().thenRun(this.changed);
		}
		else if (this.closed) {
			this.connector.release(opened);
		}
	}

	private void onEvent(Connection source, ConnectionListener.Events event) {
		switch (event) {
			case RESUBSCRIBED -> confirm().thenRun(this.changed);
			case DISCONNECTED -> this.changed.run();
			case CLOSED -> {
				forget();
				this.changed.run();
			}
			default -> {
			}
		}
	}

	private synchronized void forget() {
		this.connection = null;
		this.dispatcher = null;
		this.connector.forget();
	}

	/** Gives up what is subscribed and the connection; then runs the task. */
	void close(Runnable task) {
		Connection last;
		synchronized (this) {
			this.closed = true;
			last = this.connection;
			this.topics.clear();
			if (this.connection != null) {
				this.connection.removeConnectionListener(this.listener);
				leave();
			}
			forget();
		}
		if (last != null) {
			this.connector.release(last);
		}
		this.connector.close(task);
	}

	private void leave() {
		try {
			this.connection.closeDispatcher(this.dispatcher);
		}
		catch (IllegalArgumentException | IllegalStateException ex) {
			LOG.log(Level.DEBUG, "The connection was closed first", ex);
		}
	}

	/** One subject, subscribed or to be subscribed once there is a connection. */
	private static final class Topic {

		private final String subject;

		private final MessageHandler handler;

		private Subscription subscription;

		Topic(String subject, MessageHandler handler) {
			this.subject = subject;
			this.handler = handler;
		}

		void attach(Dispatcher dispatcher) {
			if (dispatcher == null || this.subject.getBytes(StandardCharsets.UTF_8).length > LONGEST_SUBJECT) {
				return;
			}
			try {
				this.subscription = dispatcher.subscribe(this.subject, this.handler);
			}
			catch (IllegalArgumentException | IllegalStateException ex) {
				LOG.log(Level.DEBUG, "Cannot subscribe; the wait asks over HTTP", ex);
			}
		}

		void detach(Dispatcher dispatcher) {
			if (this.subscription != null && this.subscription.isActive() && dispatcher != null
					&& dispatcher.isActive()) {
				dispatcher.unsubscribe(this.subscription);
			}
		}

	}

}
