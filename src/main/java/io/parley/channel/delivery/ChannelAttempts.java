package io.parley.channel.delivery;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;

import io.parley.channel.Attempt;
import io.parley.channel.Channel;
import io.parley.channel.ChannelDirectory;
import io.parley.channel.ChannelKind;
import io.parley.channel.OutgoingMessage;
import io.parley.channel.Transport;
import io.parley.channel.delivery.DeliveryMetrics.Outcome;
import io.parley.channel.delivery.DeliveryWrites.Claim;
import io.parley.dispatch.StreamConsumer;
import io.parley.dispatch.StreamMessage;
import io.parley.dispatch.Verdict;
import io.parley.sessionmessage.OutboundMessage;
import org.bson.types.ObjectId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the attempts of one channel: so many at once as there are permits, and as the
 * circuit lets through, each between its claim and the write of what came of it.
 */
class ChannelAttempts {

	private static final Logger log = LoggerFactory.getLogger(ChannelAttempts.class);

	private static final Duration CHANNEL_AWAY = Duration.ofSeconds(10);

	/** What an attempt takes besides the time of the receiver. */
	private static final Duration MARGIN = Duration.ofSeconds(5);

	/** So many wait for a permit at least, or so many-th part of the permits. */
	private static final int NEXT = 4;

	private final Circuit circuit = new Circuit(System::nanoTime);

	private final Channel channel;

	private final DeliveryTools tools;

	private final DeliveryWrites writes;

	private final DeliveryContext context;

	private final Semaphore permits;

	private final Consumer<ObjectId> whenEnded;

	private volatile StreamConsumer consumer;

	/**
	 * @param channel as it was when the worker began; its settings are looked up each
	 * time
	 * @param whenEnded told of each message that was delivered or given up
	 */
	ChannelAttempts(Channel channel, DeliveryTools tools, DeliveryWrites writes, DeliveryContext context,
			Consumer<ObjectId> whenEnded) {
		this.channel = channel;
		this.tools = tools;
		this.writes = writes;
		this.context = context;
		this.whenEnded = whenEnded;
		this.permits = new Semaphore(tools.properties().concurrency(), true);
	}

	/** What is outside of deliveries, and who counts them. */
	record DeliveryContext(ChannelDirectory channels, OutgoingMessages messages, DeliveryMetrics metrics,
			EndedChannels ended) {
	}

	/**
	 * After which silence the stream gives a message to another instance. An attempt
	 * begins only while there is time for all of it before that.
	 */
	static Duration ackWait(Duration timeout) {
		return timeout.plus(MARGIN).multipliedBy(2);
	}

	/**
	 * So many messages are in hand: those that are delivered, and those that are next.
	 */
	static int inHand(int concurrency) {
		return concurrency + Math.max(NEXT, concurrency / NEXT);
	}

	void consume(StreamConsumer current) {
		this.consumer = current;
	}

	boolean isCircuitOpen() {
		return this.circuit.isOpen();
	}

	/** The receiver may be there now. */
	void closeCircuit() {
		this.circuit.answered();
		adjust();
	}

	/**
	 * Makes an attempt as soon as there is a permit, which writing its outcome does not
	 * need.
	 * @param claiming claims the delivery over a channel of a kind; null where it has
	 * changed
	 * @return null where the delivery has changed and has to be looked at again
	 */
	Verdict make(OutboundMessage message, StreamMessage taken, Function<ChannelKind, Claim> claiming) {
		if (!awaitPermit(taken)) {
			return Verdict.again(Duration.ZERO);
		}
		Made made;
		try {
			made = begin(message, taken, claiming);
		}
		finally {
			this.permits.release();
		}
		return (made.attempt() != null) ? settle(made.attempt(), made.kind(), message, made.claim()) : made.instead();
	}

	/**
	 * An attempt that was made, or what is to become of the message instead: null where
	 * its delivery has to be looked at again.
	 */
	private record Made(Attempt attempt, ChannelKind kind, Claim claim, Verdict instead) {

		static Made not(Verdict instead) {
			return new Made(null, null, null, instead);
		}

	}

	private Made begin(OutboundMessage message, StreamMessage taken, Function<ChannelKind, Claim> claiming) {
		Optional<Duration> shut = this.circuit.begin();
		if (shut.isPresent()) {
			adjust();
			return Made.not(Verdict.again(shut.get()));
		}
		Made made = null;
		try {
			made = beginClosed(message, taken, claiming);
			return made;
		}
		finally {
			if (made == null || made.attempt() == null) {
				this.circuit.notMade();
			}
		}
	}

	private Made beginClosed(OutboundMessage message, StreamMessage taken, Function<ChannelKind, Claim> claiming) {
		Channel current = current();
		if (current == null) {
			return Made.not(Verdict.again(CHANNEL_AWAY));
		}
		Transport transport = this.tools.transport(current.kindOf()).orElseThrow();
		Claim claim = claiming.apply(current.kindOf());
		if (claim == null) {
			return Made.not(null);
		}
		OutgoingMessage outgoing = outgoing(message, claim, transport);
		if (isTooLate(taken)) {
			release(claim);
			return Made.not(Verdict.again(Duration.ZERO));
		}
		return new Made(deliver(transport, current, outgoing, claim), current.kindOf(), claim, null);
	}

	/**
	 * The session is read after the claim: if it ends later than that, whoever sees its
	 * end also sees that this message is on its way.
	 */
	private OutgoingMessage outgoing(OutboundMessage message, Claim claim, Transport transport) {
		try {
			return this.context.messages().of(message, transport.threads());
		}
		catch (RuntimeException | Error ex) {
			release(claim);
			throw ex;
		}
	}

	/** Where that fails too, the claim is void after two ack waits. */
	private void release(Claim claim) {
		try {
			this.writes.release(claim);
		}
		catch (RuntimeException ex) {
			log.debug("The claim of delivery {} was not given back", claim.id(), ex);
		}
	}

	private boolean awaitPermit(StreamMessage taken) {
		Duration left = latestBegin().minus(taken.age());
		try {
			return this.permits.tryAcquire(Math.max(0, left.toMillis()), TimeUnit.MILLISECONDS) && !isTooLate(taken);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return false;
		}
	}

	/** Whether the stream may give it to another instance before an attempt is over. */
	private boolean isTooLate(StreamMessage taken) {
		return this.tools.isStopping() || taken.age().compareTo(latestBegin()) > 0;
	}

	private Duration latestBegin() {
		return this.tools.properties().timeout().plus(MARGIN);
	}

	/** The channel as it is now; null where nothing is to go over it. */
	private Channel current() {
		return this.context.channels()
			.find(this.channel.team(), this.channel.channelId())
			.filter((channel) -> channel.id().equals(this.channel.id()) && channel.enabled()
					&& this.tools.transport(channel.kindOf()).isPresent())
			.orElse(null);
	}

	private Attempt deliver(Transport transport, Channel current, OutgoingMessage outgoing, Claim claim) {
		try {
			return transport.deliver(current, outgoing);
		}
		catch (RuntimeException | Error ex) {
			log.error("The attempt to deliver {} over channel {} broke off", claim.id(), current.channelId(), ex);
			return Attempt.failed(null, "The attempt broke off: an error of this service", null);
		}
	}

	private Verdict settle(Attempt attempt, ChannelKind kind, OutboundMessage message, Claim claim) {
		RetrySchedule schedule = this.tools.schedule();
		Duration pause = schedule.pause(claim.attempts(), attempt.retryAfter());
		switch (attempt.result()) {
			case DELIVERED, REFUSED -> this.circuit.answered();
			case FAILED -> this.circuit.failed(pause,
					(attempt.retryAfter() != null) ? schedule.bounded(attempt.retryAfter()) : null);
		}
		adjust();
		if (attempt.isDelivered()) {
			this.writes.delivered(claim, attempt);
			this.context.metrics().delivered(kind, message.at());
			this.whenEnded.accept(claim.id());
			return Verdict.DONE;
		}
		boolean over = attempt.result() == Attempt.Result.REFUSED || schedule.isOver(claim.attempts());
		return over ? giveUp(attempt, kind, claim) : postpone(attempt, kind, claim, pause);
	}

	private Verdict postpone(Attempt attempt, ChannelKind kind, Claim claim, Duration pause) {
		this.context.metrics().ended(kind, Outcome.FAILED);
		boolean held = this.writes.postpone(claim, attempt, this.tools.clock().instant().plus(pause));
		return Verdict.again(held ? pause : ackWait(this.tools.properties().timeout()));
	}

	private Verdict giveUp(Attempt attempt, ChannelKind kind, Claim claim) {
		if (!this.writes.giveUp(claim, attempt)) {
			return Verdict.again(ackWait(this.tools.properties().timeout()));
		}
		this.context.metrics().ended(kind, Outcome.DEAD);
		log.info("Delivery {} over channel {} is given up after {} attempts", claim.id(), this.channel.channelId(),
				claim.attempts());
		this.whenEnded.accept(claim.id());
		return Verdict.DONE;
	}

	/** Has as much asked for as the circuit lets through. */
	private void adjust() {
		StreamConsumer current = this.consumer;
		if (current != null) {
			Duration pause = this.circuit.pause();
			current.pause((pause != null) ? pause : Duration.ZERO);
			current.limit(this.circuit.isOpen() ? 1 : inHand(this.tools.properties().concurrency()));
		}
	}

}
