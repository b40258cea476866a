package io.parley.channel.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

import io.parley.channel.Channel;
import io.parley.channel.delivery.ChannelAttempts.DeliveryContext;
import io.parley.dispatch.StreamConsumer;
import io.parley.dispatch.StreamMessage;
import io.parley.dispatch.Verdict;
import io.parley.sessionmessage.OutboundMessage;
import io.parley.store.Ids;
import org.bson.types.ObjectId;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.dao.DataAccessException;

/**
 * Delivers the messages of one channel, as many at once as its permits allow. A message
 * of the stream is done with only once what came of its delivery is stored.
 */
class ChannelWorker {

	private static final Logger log = LoggerFactory.getLogger(ChannelWorker.class);

	private static final Duration CHANGES = Duration.ofSeconds(1);

	private static final Duration STORE_AWAY = Duration.ofSeconds(2);

	private static final int LOOKS = 5;

	private final Waiting waiting = new Waiting();

	private volatile Channel channel;

	private final DeliveryTools tools;

	private final DeliveryRepository deliveries;

	private final DeliveryWrites writes;

	private final ChannelAttempts attempts;

	private final EndedChannels ended;

	private volatile @Nullable StreamConsumer consumer;

	ChannelWorker(Channel channel, DeliveryTools tools, DeliveryRepository deliveries, DeliveryWrites writes,
			DeliveryContext context) {
		this.channel = channel;
		this.tools = tools;
		this.deliveries = deliveries;
		this.writes = writes;
		this.ended = context.ended();
		this.attempts = new ChannelAttempts(channel, tools, writes, context, this::ended);
	}

	/**
	 * Begins.
	 * @param start starts the consumer; its first message may come before this returns
	 */
	void consume(Function<Function<StreamMessage, Verdict>, StreamConsumer> start) {
		CompletableFuture<StreamConsumer> started = new CompletableFuture<>();
		StreamConsumer begun = start.apply((message) -> {
			started.join();
			return handle(message);
		});
		this.consumer = begun;
		this.attempts.consume(begun);
		started.complete(begun);
	}

	Channel channel() {
		return this.channel;
	}

	StreamConsumer consumer() {
		return Objects.requireNonNull(this.consumer);
	}

	boolean isCircuitOpen() {
		return this.attempts.isCircuitOpen();
	}

	/** The channel has other settings: its receiver may be there now. */
	void settingsChanged(Channel now) {
		this.channel = now;
		this.attempts.closeCircuit();
	}

	private Verdict handle(StreamMessage taken) {
		Optional<Errand> errand = this.tools.errand(this.channel.team(), this.channel.channelId(), taken.data());
		if (errand.isEmpty()) {
			return Verdict.DONE;
		}
		ObjectId id = errand.get().id();
		if (!this.tools.take(id)) {
			return Verdict.again(ackWait());
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
		if (errand.isForAnother(this.channel.id())) {
			this.ended.giveUpIfGone(Objects.requireNonNull(errand.message()));
			return Verdict.DONE;
		}
		Verdict first = isFirst(errand, taken) ? makeUnseen(Objects.requireNonNull(errand.message()), taken) : null;
		return (first != null) ? first : lookOften(errand, taken);
	}

	/** Whether it waits for none, and nobody is likely to have had it. */
	private static boolean isFirst(Errand errand, StreamMessage taken) {
		return errand.message() != null && errand.message().previous() == null && taken.deliveries() == 1;
	}

	/** Null where somebody has had it, or it is not recorded yet. */
	private @Nullable Verdict makeUnseen(OutboundMessage message, StreamMessage taken) {
		return this.attempts.make(message, taken,
				(kind) -> this.writes.claimNew(message, taken.sequence(), taken.deliveries()));
	}

	private Verdict lookOften(Errand errand, StreamMessage taken) {
		for (int i = 0; i < LOOKS; i++) {
			Verdict verdict = lookOnce(errand, taken);
			if (verdict != null) {
				return verdict;
			}
		}
		return Verdict.again(CHANGES);
	}

	private @Nullable Verdict lookOnce(Errand errand, StreamMessage taken) {
		ObjectId before = (errand.message() != null) ? errand.message().previous() : null;
		Map<ObjectId, Delivery> known = this.deliveries.find(this.channel.team(), ids(errand.id(), before));
		Delivery delivery = known.get(errand.id());
		Instant now = this.tools.clock().instant();
		if (delivery == null) {
			boolean forgotten = errand.message() == null
					|| errand.message().at().isBefore(now.minus(this.tools.properties().keep()));
			return forgotten ? Verdict.DONE : attemptInOrder(errand, null, known.get(before), taken, false);
		}
		if (delivery.isOfAnother(this.channel.id())) {
			return Verdict.DONE;
		}
		NextStep next = NextStep.of(delivery, errand.carrier(), taken.sequence(), taken.deliveries(),
				this.writes.process(), ackWait(), now);
		return switch (next.step()) {
			case DONE -> Verdict.DONE;
			case WAIT -> Verdict.again(Objects.requireNonNull(next.pause()));
			case WATCH -> watch(delivery, taken, Objects.requireNonNull(next.pause()));
			case BEGIN, RESUME ->
				attemptInOrder(errand, delivery, previous(delivery, known), taken, next.step() == NextStep.Step.RESUME);
		};
	}

	/**
	 * Also where it is not known whether the note was written, nobody is to see it before
	 * the pause is over.
	 */
	private @Nullable Verdict watch(Delivery delivery, StreamMessage taken, Duration pause) {
		try {
			return this.writes.watch(delivery, taken.deliveries()) ? Verdict.again(pause) : null;
		}
		catch (DataAccessException ex) {
			log.debug("Whether the claim of delivery {} was noted is not known", delivery.id(), ex);
			return Verdict.again(pause);
		}
	}

	private Duration ackWait() {
		return ChannelAttempts.ackWait(this.tools.properties().timeout());
	}

	private static Collection<ObjectId> ids(ObjectId id, @Nullable ObjectId before) {
		return (before != null) ? List.of(id, before) : List.of(id);
	}

	private @Nullable Delivery previous(Delivery delivery, Map<ObjectId, Delivery> known) {
		ObjectId previous = delivery.inOrder() ? delivery.previous() : null;
		return (previous == null || known.containsKey(previous)) ? known.get(previous)
				: this.deliveries.find(this.channel.team(), List.of(previous)).get(previous);
	}

	/** Waits for the message before, then makes the attempt. */
	private @Nullable Verdict attemptInOrder(Errand errand, @Nullable Delivery delivery, @Nullable Delivery previous,
			StreamMessage taken, boolean resumed) {
		ObjectId before = (delivery == null) ? Objects.requireNonNull(errand.message()).previous()
				: delivery.inOrder() ? delivery.previous() : null;
		boolean wait = (previous != null) ? MessageOrder.holdsUp(previous)
				: before != null && mayStillCome(before, taken);
		if (wait) {
			this.waiting.put(Objects.requireNonNull(before), taken.sequence());
			return Verdict.callable(MessageOrder.pause(previous, taken.deliveries(), this.tools.clock().instant()));
		}
		OutboundMessage message = (errand.message() != null) ? errand.message()
				: this.deliveries.find(this.channel.team(), errand.id()).map(Delivery::outbound).orElse(null);
		return (message != null) ? this.attempts.make(message, taken,
				(kind) -> (delivery != null)
						? this.writes.claim(delivery, taken.sequence(), taken.deliveries(), !resumed)
						: this.writes.open(message, kind, taken.sequence(), taken.deliveries()))
				: Verdict.DONE;
	}

	/**
	 * Whether a message of which nothing is stored is still in the stream. It was
	 * published before the one that waits for it, so it is not once nothing before that
	 * is left; nor where it is so old that what was known of it has ended by age.
	 */
	private boolean mayStillCome(ObjectId previous, StreamMessage taken) {
		Instant oldest = this.tools.clock().instant().minus(this.tools.properties().keep());
		if (Ids.instant(previous).isBefore(oldest)) {
			return false;
		}
		try {
			return consumer().progress().oldest() < taken.sequence();
		}
		catch (IllegalStateException ex) {
			return true;
		}
	}

	/** What waited for a message need wait no longer. */
	private void ended(ObjectId id) {
		this.waiting.take(id).ifPresent(consumer()::hurry);
	}

}
