package io.parley.dispatch;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

import io.nats.client.Message;
import io.parley.store.BusyException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * This instance's part of a durable consumer: sees to it that the stream has the
 * consumer, asks for as many messages as there is room for, hands each to the handler,
 * and answers with its verdict.
 */
public final class StreamConsumer {

	private static final Logger log = LoggerFactory.getLogger(StreamConsumer.class);

	private static final Duration AFTER_A_BUG = Duration.ofSeconds(5);

	/** Where there is no memory or no thread for a message. */
	private static final Duration BUSY = Duration.ofSeconds(1);

	/** Longer than any handler should take when the service stops. */
	private static final Duration LONGEST_END = Duration.ofSeconds(20);

	private final StreamConsumers owner;

	private final ConsumerSettings settings;

	private final Function<StreamMessage, Verdict> handler;

	private final ConsumerSetup setup;

	private final MessagesInHand hand;

	private final StreamRequests requests;

	private final StreamAnswers answers;

	StreamConsumer(StreamConsumers owner, ConsumerSettings settings, Function<StreamMessage, Verdict> handler) {
		this.owner = owner;
		this.settings = settings;
		this.handler = handler;
		this.setup = new ConsumerSetup(settings, owner.stream());
		this.hand = new MessagesInHand(owner.memory().share(), settings.ackWait());
		this.requests = new StreamRequests(owner, settings, this.setup, this.hand);
		this.answers = new StreamAnswers(owner);
	}

	public ConsumerSettings settings() {
		return this.settings;
	}

	/** Has nothing more asked for until a pause is over, or an earlier one. */
	public void pause(Duration pause) {
		this.requests.pause(pause);
	}

	/** Has at most so many messages handled at once. */
	public void limit(int most) {
		this.requests.limit(most);
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
		this.answers.hurry(sequence);
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
		ConnectionDispatcher current = this.owner.incoming();
		if (current == null) {
			return;
		}
		renew();
		if (!this.requests.listen(current, this::take)) {
			return;
		}
		if (!this.setup.isDone()) {
			this.owner.execute(this::setUp);
		}
		this.requests.ask();
	}

	private void setUp() {
		try {
			if (this.setup.run(this.owner.connection())) {
				this.requests.ask();
			}
		}
		catch (IllegalStateException ex) {
			log.warn("Consumer {} is not there yet: {}", this.settings.name(), ex.getMessage());
		}
	}

	/** The connection is gone, and with it what was asked for. */
	void lost() {
		this.requests.lost();
	}

	/** In the one thread in which messages come in. */
	private void take(Message message) {
		if (message.isStatusMessage()) {
			this.requests.ended(message);
			return;
		}
		if (!message.isJetStream()) {
			return;
		}
		if (!this.requests.enter(message)) {
			this.answers.putOff(message, BUSY);
			return;
		}
		StreamMessage taken = new StreamMessage(message.getSubject(), message.getData(),
				message.metaData().streamSequence(), message.metaData().deliveredCount(), System.nanoTime());
		this.answers.forget(taken.sequence());
		try {
			this.owner.execute(() -> handle(message, taken));
		}
		catch (RuntimeException | Error ex) {
			this.hand.leave(message);
			this.answers.putOff(message, BUSY);
			log.debug("Consumer {} has no thread for message {}", this.settings.name(), taken.sequence(), ex);
		}
	}

	private void handle(Message message, StreamMessage taken) {
		Verdict verdict;
		try {
			verdict = this.hand.handle(taken, this.handler);
		}
		catch (BusyException ex) {
			log.debug("Message {} of consumer {} waits for memory", taken.sequence(), this.settings.name(), ex);
			verdict = Verdict.again(BUSY);
		}
		catch (Throwable ex) {
			log.error("Message {} of consumer {} could not be handled", taken.sequence(), this.settings.name(), ex);
			verdict = Verdict.again(AFTER_A_BUG);
		}
		this.hand.leave(message);
		this.answers.give(message, taken.sequence(), verdict);
		this.requests.ask();
	}

	private void renew() {
		this.hand.renew(this.answers::renew);
	}

	/** Takes more again after it was closed. */
	void open() {
		this.requests.open();
	}

	/** Takes nothing more. */
	void close() {
		this.requests.close();
	}

	/** Waits for the handlers that run, after it was stopped, but not for ever. */
	public void awaitIdle() {
		long end = System.nanoTime() + LONGEST_END.toNanos();
		try {
			while (!this.hand.isEmpty() && System.nanoTime() < end) {
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
