package io.parley.dispatch;

import java.time.Duration;

import io.nats.client.Connection;
import io.nats.client.Message;
import io.nats.client.MessageHandler;
import io.nats.client.Subscription;
import io.nats.client.support.Status;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the stream for as many messages as there is room for, one request at a time. What
 * the standing request may still bring and what is in hand are seen together, under the
 * lock of this: a message that comes in is found in one or in the other.
 */
class StreamRequests {

	private static final Logger log = LoggerFactory.getLogger(StreamRequests.class);

	/** How long a request for messages stands. */
	private static final Duration ASKED = Duration.ofSeconds(30);

	/** A request of which nothing was heard for this long is taken for lost. */
	private static final long SILENCE_NANOS = ASKED.plusSeconds(5).toNanos();

	/** What a message has besides its data, at most. */
	private static final long BESIDES = 64 << 10;

	private final StreamConsumers owner;

	private final ConsumerSettings settings;

	private final ConsumerSetup setup;

	private final MessagesInHand hand;

	private @Nullable ConnectionDispatcher incoming;

	private @Nullable Subscription inbox;

	private String address = "";

	private long requests;

	/** How many messages the standing request may still bring; 0 where none stands. */
	private int asked;

	private long askedAt;

	private int limit;

	private long pausedUntil = System.nanoTime();

	private boolean closed;

	StreamRequests(StreamConsumers owner, ConsumerSettings settings, ConsumerSetup setup, MessagesInHand hand) {
		this.owner = owner;
		this.settings = settings;
		this.setup = setup;
		this.hand = hand;
		this.limit = settings.concurrency();
	}

	/** Has nothing more asked for until a pause is over, or an earlier one. */
	synchronized void pause(Duration pause) {
		this.pausedUntil = System.nanoTime() + pause.toNanos();
	}

	/** Has at most so many messages handled at once. */
	void limit(int most) {
		synchronized (this) {
			this.limit = Math.min(most, this.settings.concurrency());
		}
		ask();
	}

	/**
	 * Listens where messages come in by now, and gives up a request that is silent.
	 * @param taker given each message, in the one thread in which they come in
	 * @return whether anything may be asked for: not once this is closed
	 */
	boolean listen(ConnectionDispatcher current, MessageHandler taker) {
		boolean silent;
		synchronized (this) {
			silent = this.asked > 0 && System.nanoTime() - this.askedAt > SILENCE_NANOS;
			if (silent) {
				this.asked = 0;
			}
			if (this.closed) {
				return false;
			}
			if (this.incoming != current) {
				this.incoming = current;
				this.address = current.connection().createInbox();
				this.inbox = current.dispatcher().subscribe(this.address + ".*", taker);
				this.asked = 0;
			}
		}
		if (silent) {
			this.setup.forget();
		}
		return true;
	}

	/** Asks for messages, if none are asked for and there is room. */
	void ask() {
		ConnectionDispatcher current = this.owner.incoming();
		synchronized (this) {
			int room = Math.min(this.limit, this.owner.threadsOfOne()) - this.hand.count();
			if (this.closed || current == null || current != this.incoming || !this.setup.isDone() || this.asked > 0
					|| room <= 0 || System.nanoTime() - this.pausedUntil < 0) {
				return;
			}
			long bytes = this.hand.room(current.connection().getMaxPayload() + BESIDES);
			if (bytes == 0) {
				return;
			}
			this.asked = room;
			this.askedAt = System.nanoTime();
			this.requests++;
			String request = "{\"batch\":%d,\"max_bytes\":%d,\"expires\":%d}".formatted(room, bytes, ASKED.toNanos());
			try {
				current.connection()
					.publish(this.setup.subject(), this.address + "." + this.requests, request.getBytes());
			}
			catch (IllegalStateException ex) {
				this.asked = 0;
			}
		}
	}

	/**
	 * Has a message that was asked for among those in hand, at once: whoever asks
	 * meanwhile finds it here or there.
	 * @return whether there is memory for it
	 */
	synchronized boolean enter(Message message) {
		this.asked = Math.max(0, this.asked - 1);
		return this.hand.take(message);
	}

	/** A request is over, with or without all of its messages. */
	void ended(Message message) {
		Status status = message.getStatus();
		if (status.getCode() == Status.FLOW_OR_HEARTBEAT_STATUS_CODE) {
			return;
		}
		synchronized (this) {
			if (!message.getSubject().equals(this.address + "." + this.requests)) {
				return;
			}
			this.asked = 0;
		}
		boolean gone = status.getCode() == Status.NO_RESPONDERS_CODE
				|| status.getMessage().contains(Status.CONSUMER_DELETED);
		if (gone) {
			log.warn("Consumer {} is gone and is made again", this.settings.name());
			this.setup.forget();
		}
		else if (status.getCode() == Status.REQUEST_TIMEOUT_CODE || status.getCode() == Status.NOT_FOUND_CODE) {
			ask();
		}
	}

	/** The connection is gone, and with it what was asked for. */
	void lost() {
		synchronized (this) {
			this.asked = 0;
		}
		this.setup.forget();
	}

	/** Asks again after it was closed. */
	synchronized void open() {
		this.closed = false;
		this.incoming = null;
	}

	/** Asks for nothing more, and takes nothing more. */
	synchronized void close() {
		this.closed = true;
		if (this.inbox != null && this.incoming != null
				&& this.incoming.connection().getStatus() != Connection.Status.CLOSED) {
			this.incoming.dispatcher().unsubscribe(this.inbox);
		}
		this.inbox = null;
	}

}
