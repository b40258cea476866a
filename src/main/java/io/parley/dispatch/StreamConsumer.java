package io.parley.dispatch;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

import io.nats.client.Connection;
import io.nats.client.Message;
import io.nats.client.Subscription;
import io.nats.client.support.Status;
import io.parley.dispatch.StreamConsumers.Link;
import io.parley.store.BusyException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * This instance's part of a durable consumer: asks the stream for as many messages as it
 * has room for, one request at a time, and hands each to the handler.
 */
public final class StreamConsumer {

	private static final Logger log = LoggerFactory.getLogger(StreamConsumer.class);

	/** How long a request for messages stands. */
	private static final Duration ASKED = Duration.ofSeconds(30);

	/** A request of which nothing was heard for this long is taken for lost. */
	private static final long SILENCE_NANOS = ASKED.plusSeconds(5).toNanos();

	private static final Duration AFTER_A_BUG = Duration.ofSeconds(5);

	/** Where there is no memory or no thread for a message. */
	private static final Duration BUSY = Duration.ofSeconds(1);

	/** What a message has besides its data, at most. */
	private static final long BESIDES = 64 << 10;

	/** Longer than any handler should take when the service stops. */
	private static final Duration LONGEST_END = Duration.ofSeconds(20);

	private final StreamConsumers owner;

	private final ConsumerSettings settings;

	private final Function<StreamMessage, Verdict> handler;

	private final ConsumerSetup setup;

	/** What is handled now, and when the stream last heard of it. */
	private final Map<Message, Long> handled = new ConcurrentHashMap<>();

	private final Postponed postponed = new Postponed();

	private final StreamMemory.Share memory;

	private Link link;

	private Subscription inbox;

	private String address;

	private long requests;

	/** How many messages the standing request may still bring; 0 where none stands. */
	private int asked;

	private long askedAt;

	private int limit;

	private long pausedUntil = System.nanoTime();

	private boolean closed;

	StreamConsumer(StreamConsumers owner, ConsumerSettings settings, Function<StreamMessage, Verdict> handler) {
		this.owner = owner;
		this.settings = settings;
		this.handler = handler;
		this.limit = settings.concurrency();
		this.memory = owner.memory().share();
		this.setup = new ConsumerSetup(settings, owner.stream());
	}

	public ConsumerSettings settings() {
		return this.settings;
	}

	/** Has nothing more asked for until a pause is over, or an earlier one. */
	public synchronized void pause(Duration pause) {
		this.pausedUntil = System.nanoTime() + pause.toNanos();
	}

	/** Has at most so many messages handled at once. */
	public void limit(int most) {
		synchronized (this) {
			this.limit = Math.min(most, this.settings.concurrency());
		}
		ask();
	}

	/** Stops handing out; what is handled now goes on. */
	public void stop() {
		close();
		this.owner.stopped(this);
	}

	/**
	 * Has a message handed out again at once that was put off before and may be called
	 * for, where this instance still knows it. Another may have it by now: then it is
	 * handed out once more all the same.
	 */
	public void hurry(long sequence) {
		this.postponed.take(sequence, (reply) -> publish(reply, "-NAK".getBytes()));
	}

	/**
	 * How far the work is.
	 * @throws IllegalStateException where NATS does not say now
	 */
	public Progress progress() {
		return this.setup.progress(this.owner.connection());
	}

	/** Renews, asks again, begins anew: whatever is due. */
	void tick() {
		Link current = this.owner.link();
		if (current == null) {
			return;
		}
		renew();
		boolean silent;
		synchronized (this) {
			silent = this.asked > 0 && System.nanoTime() - this.askedAt > SILENCE_NANOS;
			if (silent) {
				this.asked = 0;
			}
			if (this.closed) {
				return;
			}
			listen(current);
		}
		if (silent) {
			this.setup.forget();
		}
		if (!this.setup.isDone()) {
			this.owner.execute(this::setUp);
		}
		ask();
	}

	private void setUp() {
		try {
			if (this.setup.run(this.owner.connection())) {
				ask();
			}
		}
		catch (IllegalStateException ex) {
			log.warn("Consumer {} is not there yet: {}", this.settings.name(), ex.getMessage());
		}
	}

	private void listen(Link current) {
		if (this.link != current) {
			this.link = current;
			this.address = current.connection().createInbox();
			this.inbox = current.dispatcher().subscribe(this.address + ".*", this::take);
			this.asked = 0;
		}
	}

	/** The connection is gone, and with it what was asked for. */
	void lost() {
		synchronized (this) {
			this.asked = 0;
		}
		this.setup.forget();
	}

	private void ask() {
		Link current = this.owner.link();
		synchronized (this) {
			int room = Math.min(this.limit, this.owner.threadsOfOne()) - this.handled.size();
			if (this.closed || current == null || current != this.link || !this.setup.isDone() || this.asked > 0
					|| room <= 0 || System.nanoTime() - this.pausedUntil < 0) {
				return;
			}
			long bytes = this.memory.room(current.connection().getMaxPayload() + BESIDES);
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

	/** In the one thread in which messages come in. */
	private void take(Message message) {
		if (message.isStatusMessage()) {
			ended(message);
			return;
		}
		if (!message.isJetStream()) {
			return;
		}
		if (!enter(message)) {
			putOff(message);
			return;
		}
		StreamMessage taken = new StreamMessage(message.getSubject(), message.getData(),
				message.metaData().streamSequence(), message.metaData().deliveredCount(), System.nanoTime());
		this.postponed.forget(taken.sequence());
		try {
			this.owner.execute(() -> handle(message, taken));
		}
		catch (RuntimeException | Error ex) {
			left(message);
			putOff(message);
			log.debug("Consumer {} has no thread for message {}", this.settings.name(), taken.sequence(), ex);
		}
	}

	/**
	 * Has a message that was asked for among those that are handled, at once: whoever
	 * asks meanwhile finds it here or there.
	 * @return whether there is memory for it
	 */
	private synchronized boolean enter(Message message) {
		this.asked = Math.max(0, this.asked - 1);
		boolean room = this.memory.take(message.getData().length);
		if (room) {
			this.handled.put(message, System.nanoTime());
		}
		return room;
	}

	private void putOff(Message message) {
		publish(message.getReplyTo(), later(BUSY));
	}

	private void left(Message message) {
		this.handled.remove(message);
		this.memory.leave(message.getData().length);
	}

	private static byte[] later(Duration pause) {
		return "-NAK {\"delay\":%d}".formatted(pause.toNanos()).getBytes();
	}

	/** A request is over, with or without all of its messages. */
	private void ended(Message message) {
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

	private void handle(Message message, StreamMessage taken) {
		Verdict verdict;
		try {
			verdict = this.memory.handle(taken, this.handler);
		}
		catch (BusyException ex) {
			log.debug("Message {} of consumer {} waits for memory", taken.sequence(), this.settings.name(), ex);
			verdict = Verdict.again(BUSY);
		}
		catch (Throwable ex) {
			log.error("Message {} of consumer {} could not be handled", taken.sequence(), this.settings.name(), ex);
			verdict = Verdict.again(AFTER_A_BUG);
		}
		settle(message, taken, verdict);
		ask();
	}

	private void settle(Message message, StreamMessage taken, Verdict verdict) {
		left(message);
		Duration again = verdict.again();
		if (again == null) {
			publish(message.getReplyTo(), "+ACK".getBytes());
			return;
		}
		if (again.toNanos() > 0) {
			byte[] later = later(again);
			if (verdict.callable()) {
				this.postponed.put(taken.sequence(), message.getReplyTo(), (reply) -> publish(reply, later));
			}
			else {
				publish(message.getReplyTo(), later);
			}
			return;
		}
		publish(message.getReplyTo(), "-NAK".getBytes());
	}

	/** What gets lost is mended by the ack wait. */
	private void publish(String subject, byte[] data) {
		Link current = this.owner.link();
		try {
			if (current != null) {
				current.connection().publish(subject, data);
			}
		}
		catch (IllegalStateException ex) {
			log.debug("NATS is away; the stream hands the message out again after the ack wait", ex);
		}
	}

	private void renew() {
		long now = System.nanoTime();
		long third = this.settings.ackWait().toNanos() / 3;
		this.handled.forEach((message, heard) -> {
			if (now - heard > third && this.handled.replace(message, heard, now)) {
				publish(message.getReplyTo(), "+WPI".getBytes());
			}
		});
	}

	/** Takes more again after it was closed. */
	synchronized void open() {
		this.closed = false;
		this.link = null;
	}

	/** Takes nothing more. */
	void close() {
		synchronized (this) {
			this.closed = true;
			if (this.inbox != null && this.link.connection().getStatus() != Connection.Status.CLOSED) {
				this.link.dispatcher().unsubscribe(this.inbox);
			}
			this.inbox = null;
		}
	}

	/** Waits for the handlers that run, after it was stopped, but not for ever. */
	public void awaitIdle() {
		long end = System.nanoTime() + LONGEST_END.toNanos();
		try {
			while (!this.handled.isEmpty() && System.nanoTime() < end) {
				renew();
				TimeUnit.MILLISECONDS.sleep(20);
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	/**
	 * How far the work of a consumer is.
	 *
	 * @param taken the last place in the stream that was handed out
	 * @param oldest the first place in the stream that is not done with;
	 * {@link Long#MAX_VALUE} where all is
	 * @param doneBefore everything that the stream took before then is done with
	 */
	public record Progress(long taken, long oldest, Instant doneBefore) {
	}

}
