package io.parley.channel.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

import io.parley.channel.Attempt;
import io.parley.channel.Channel;
import io.parley.channel.ChannelDirectory;
import io.parley.channel.ChannelKind;
import io.parley.channel.OutgoingMessage;
import io.parley.channel.delivery.DeliveryMetrics.Outcome;
import io.parley.channel.delivery.DeliveryWrites.Claim;
import io.parley.dispatch.StreamConsumer;
import io.parley.dispatch.StreamMessage;
import io.parley.dispatch.Verdict;
import io.parley.sessionmessage.OutboundMessage;
import org.bson.types.ObjectId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.dao.DataAccessException;

/**
 * Delivers the messages of one channel, as many at once as its permits allow. A message
 * of the stream is done with only once what came of its delivery is stored.
 */
class ChannelWorker {

	private static final Logger log = LoggerFactory.getLogger(ChannelWorker.class);

	private static final Duration AT_IT = Duration.ofSeconds(1);

	private static final Duration STORE_AWAY = Duration.ofSeconds(2);

	private static final Duration CHANNEL_AWAY = Duration.ofSeconds(10);

	/** From the end of an attempt to its ack, and what else an attempt takes. */
	private static final Duration MARGIN = Duration.ofSeconds(5);

	private static final int LOOKS = 5;

	private final Circuit circuit = new Circuit(System::nanoTime);

	private final Waiting waiting = new Waiting();

	private volatile Channel channel;

	private final DeliveryTools tools;

	private final DeliveryRepository deliveries;

	private final DeliveryWrites writes;

	private final DeliveryContext context;

	private final Semaphore permits;

	private final int concurrency;

	private volatile StreamConsumer consumer;

	ChannelWorker(Channel channel, DeliveryTools tools, DeliveryRepository deliveries, DeliveryWrites writes,
			DeliveryContext context) {
		this.channel = channel;
		this.tools = tools;
		this.deliveries = deliveries;
		this.writes = writes;
		this.context = context;
		this.concurrency = tools.properties().concurrency();
		this.permits = new Semaphore(this.concurrency, true);
	}

	/** What is outside of deliveries, and who counts them. */
	record DeliveryContext(ChannelDirectory channels, OutgoingMessages messages, DeliveryMetrics metrics) {
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
		return 2 * concurrency;
	}

	/**
	 * Begins.
	 * @param start starts the consumer; its first message may come before this returns
	 */
	void consume(Function<Function<StreamMessage, Verdict>, StreamConsumer> start) {
		CompletableFuture<StreamConsumer> started = new CompletableFuture<>();
		this.consumer = start.apply((message) -> {
			started.join();
			return handle(message);
		});
		started.complete(this.consumer);
	}

	Channel channel() {
		return this.channel;
	}

	StreamConsumer consumer() {
		return this.consumer;
	}

	boolean isCircuitOpen() {
		return this.circuit.isOpen();
	}

	/** The channel has other settings: its receiver may be there now. */
	void settingsChanged(Channel now) {
		this.channel = now;
		this.circuit.answered();
		adjust();
	}

	private Verdict handle(StreamMessage taken) {
		Optional<Errand> errand = this.tools.errand(this.channel.team(), this.channel.channelId(), taken.data());
		if (errand.isEmpty()) {
			return Verdict.DONE;
		}
		ObjectId id = errand.get().id();
		if (!this.tools.take(id)) {
			return Verdict.again(AT_IT);
		}
		try {
			return look(errand.get(), taken);
		}
		catch (DataAccessException ex) {
			log.debug("Delivery {} is looked at again in {}: the store does not answer", id, STORE_AWAY, ex);
			return Verdict.again(STORE_AWAY);
		}
		finally {
			this.tools.leave(id);
		}
	}

	/** Looks again where the delivery has changed before it was claimed. */
	private Verdict look(Errand errand, StreamMessage taken) {
		for (int i = 0; i < LOOKS; i++) {
			Verdict verdict = lookOnce(errand, taken);
			if (verdict != null) {
				return verdict;
			}
		}
		return Verdict.again(AT_IT);
	}

	private Verdict lookOnce(Errand errand, StreamMessage taken) {
		ObjectId before = (errand.message() != null) ? errand.message().previous() : null;
		Map<ObjectId, Delivery> known = this.deliveries.find(this.channel.team(), ids(errand.id(), before));
		Delivery delivery = known.get(errand.id());
		Instant now = this.tools.clock().instant();
		if (delivery == null) {
			boolean forgotten = errand.message() == null
					|| errand.message().at().isBefore(now.minus(this.tools.properties().keep()));
			return forgotten ? Verdict.DONE : inTurn(errand, null, known.get(before), taken, false);
		}
		Turn turn = Turn.of(delivery, errand.carrier(), taken.sequence(), taken.deliveries(), this.writes.process(),
				ackWait(this.tools.properties().timeout()), now);
		return switch (turn.step()) {
			case DONE -> Verdict.DONE;
			case WAIT -> Verdict.again(turn.pause());
			case WATCH -> {
				this.writes.watch(delivery, taken.deliveries());
				yield Verdict.again(turn.pause());
			}
			case BEGIN, RESUME ->
				inTurn(errand, delivery, previous(delivery, known), taken, turn.step() == Turn.Step.RESUME);
		};
	}

	private static Collection<ObjectId> ids(ObjectId id, ObjectId before) {
		return (before != null) ? List.of(id, before) : List.of(id);
	}

	private Delivery previous(Delivery delivery, Map<ObjectId, Delivery> known) {
		ObjectId previous = delivery.inOrder() ? delivery.previous() : null;
		return (previous == null || known.containsKey(previous)) ? known.get(previous)
				: this.deliveries.find(this.channel.team(), List.of(previous)).get(previous);
	}

	/** Waits for the message before, then makes the attempt. */
	private Verdict inTurn(Errand errand, Delivery delivery, Delivery previous, StreamMessage taken, boolean resumed) {
		ObjectId before = (delivery == null) ? errand.message().previous()
				: delivery.inOrder() ? delivery.previous() : null;
		boolean wait = (previous != null) ? MessageOrder.holdsUp(previous)
				: before != null && mayStillCome(before, taken);
		if (wait) {
			Instant since = (delivery != null) ? delivery.createdAt() : errand.message().at();
			this.waiting.put(before, taken.sequence());
			return Verdict.again(MessageOrder.pause(previous, since, this.tools.clock().instant()));
		}
		OutboundMessage message = (errand.message() != null) ? errand.message()
				: this.deliveries.find(this.channel.team(), errand.id()).map(Delivery::outbound).orElse(null);
		return (message != null) ? permitted(message, delivery, taken, resumed) : Verdict.DONE;
	}

	/**
	 * Whether a message of which nothing is stored is still in the stream. It was
	 * published before the one that waits for it, so it is not once nothing before that
	 * is left; nor where it is so old that what was known of it has ended by age.
	 */
	private boolean mayStillCome(ObjectId previous, StreamMessage taken) {
		Instant oldest = this.tools.clock().instant().minus(this.tools.properties().keep());
		if (io.parley.store.Ids.instant(previous).isBefore(oldest)) {
			return false;
		}
		try {
			return this.consumer.progress().oldest() < taken.sequence();
		}
		catch (IllegalStateException ex) {
			return true;
		}
	}

	private Verdict permitted(OutboundMessage message, Delivery delivery, StreamMessage taken, boolean resumed) {
		if (!awaitPermit(taken)) {
			return Verdict.again(Duration.ZERO);
		}
		boolean begun = false;
		try {
			Optional<Duration> shut = this.circuit.begin();
			if (shut.isPresent()) {
				adjust();
				return Verdict.again(shut.get());
			}
			begun = true;
			Channel current = current();
			if (current == null) {
				return Verdict.again(CHANNEL_AWAY);
			}
			OutgoingMessage outgoing = this.context.messages().of(message);
			Claim claim = claim(message, delivery, taken, resumed);
			if (claim == null) {
				return null;
			}
			if (isTooLate(taken)) {
				return Verdict.again(Duration.ZERO);
			}
			begun = false;
			return attempt(current, outgoing, message, claim);
		}
		finally {
			this.permits.release();
			if (begun) {
				this.circuit.notMade();
			}
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

	private Claim claim(OutboundMessage message, Delivery delivery, StreamMessage taken, boolean resumed) {
		return (delivery != null) ? this.writes.claim(delivery, taken.sequence(), taken.deliveries(), !resumed)
				: this.writes.open(message, this.channel.kindOf(), taken.sequence(), taken.deliveries());
	}

	private Verdict attempt(Channel current, OutgoingMessage outgoing, OutboundMessage message, Claim claim) {
		Attempt attempt;
		try {
			attempt = this.tools.transport(current.kindOf()).orElseThrow().deliver(current, outgoing);
		}
		catch (RuntimeException | Error ex) {
			log.error("The attempt to deliver {} over channel {} broke off", claim.id(), current.channelId(), ex);
			attempt = Attempt.failed(null, "The attempt broke off: an error of this service", null);
		}
		return settle(attempt, current.kindOf(), message, claim);
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
			ended(claim.id());
			return Verdict.DONE;
		}
		boolean over = attempt.result() == Attempt.Result.REFUSED || schedule.isOver(claim.attempts());
		return over ? giveUp(attempt, kind, claim) : postpone(attempt, kind, claim, pause);
	}

	private Verdict postpone(Attempt attempt, ChannelKind kind, Claim claim, Duration pause) {
		this.context.metrics().ended(kind, Outcome.FAILED);
		boolean held = this.writes.postpone(claim, attempt, this.tools.clock().instant().plus(pause));
		return Verdict.again(held ? pause : AT_IT);
	}

	private Verdict giveUp(Attempt attempt, ChannelKind kind, Claim claim) {
		if (!this.writes.giveUp(claim, attempt)) {
			return Verdict.again(AT_IT);
		}
		this.context.metrics().ended(kind, Outcome.DEAD);
		log.info("Delivery {} over channel {} is given up after {} attempts", claim.id(), this.channel.channelId(),
				claim.attempts());
		ended(claim.id());
		return Verdict.DONE;
	}

	/** What waited for a message need wait no longer. */
	private void ended(ObjectId id) {
		this.waiting.take(id).ifPresent(this.consumer::hurry);
	}

	/** Has as much asked for as the circuit lets through. */
	private void adjust() {
		StreamConsumer current = this.consumer;
		if (current != null) {
			Duration pause = this.circuit.pause();
			current.pause((pause != null) ? pause : Duration.ZERO);
			current.limit(this.circuit.isOpen() ? 1 : inHand(this.concurrency));
		}
	}

}
