package io.parley.channel.delivery;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

import io.parley.channel.Attempt;
import io.parley.channel.Channel;
import io.parley.channel.ChannelDirectory;
import io.parley.channel.ChannelKind;
import io.parley.channel.OutgoingMessage;
import io.parley.channel.Transport;
import io.parley.channel.delivery.DeliveryWrites.Claim;
import io.parley.dispatch.StreamConsumer;
import io.parley.dispatch.StreamMessage;
import io.parley.dispatch.Verdict;
import io.parley.sessionmessage.OutboundMessage;
import org.bson.types.ObjectId;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the attempts of one channel as its gate lets them through, each between its claim
 * and the write of what came of it.
 */
class ChannelAttempts {

	private static final Logger log = LoggerFactory.getLogger(ChannelAttempts.class);

	private static final Duration CHANNEL_AWAY = Duration.ofSeconds(10);

	private final Channel channel;

	private final DeliveryTools tools;

	private final DeliveryContext context;

	private final AttemptGate gate;

	private final AttemptOutcomes outcomes;

	/**
	 * @param channel as it was when the worker began; its settings are looked up each
	 * time
	 * @param whenEnded told of each message that was delivered or given up
	 */
	ChannelAttempts(Channel channel, DeliveryTools tools, DeliveryWrites writes, DeliveryContext context,
			Consumer<ObjectId> whenEnded) {
		this.channel = channel;
		this.tools = tools;
		this.context = context;
		this.gate = new AttemptGate(tools);
		this.outcomes = new AttemptOutcomes(channel.channelId(), tools, writes, context.metrics(), whenEnded);
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
		return AttemptGate.latestBegin(timeout).multipliedBy(2);
	}

	/**
	 * So many messages are in hand: those that are delivered, and those that are next.
	 */
	static int inHand(int concurrency) {
		return AttemptGate.inHand(concurrency);
	}

	void consume(StreamConsumer current) {
		this.gate.consume(current);
	}

	boolean isCircuitOpen() {
		return this.gate.isCircuitOpen();
	}

	/** The receiver may be there now. */
	void closeCircuit() {
		this.gate.closeCircuit();
	}

	/**
	 * Makes an attempt as soon as there is a permit, which writing its outcome does not
	 * need.
	 * @param claiming claims the delivery over a channel of a kind; null where it has
	 * changed
	 * @return null where the delivery has changed and has to be looked at again
	 */
	@Nullable Verdict make(OutboundMessage message, StreamMessage taken, Function<ChannelKind, @Nullable Claim> claiming) {
		if (!this.gate.awaitPermit(taken)) {
			return Verdict.again(Duration.ZERO);
		}
		Made made;
		try {
			made = begin(message, taken, claiming);
		}
		finally {
			this.gate.releasePermit();
		}
		return (made.attempt() != null) ? settle(made.attempt(), Objects.requireNonNull(made.kind()), message,
				Objects.requireNonNull(made.claim())) : made.instead();
	}

	/**
	 * An attempt that was made, or what is to become of the message instead: null where
	 * its delivery has to be looked at again.
	 */
	private record Made(@Nullable Attempt attempt, @Nullable ChannelKind kind, @Nullable Claim claim,
			@Nullable Verdict instead) {

		static Made not(@Nullable Verdict instead) {
			return new Made(null, null, null, instead);
		}

	}

	private Made begin(OutboundMessage message, StreamMessage taken, Function<ChannelKind, @Nullable Claim> claiming) {
		Optional<Duration> shut = this.gate.begin();
		if (shut.isPresent()) {
			return Made.not(Verdict.again(shut.get()));
		}
		Made made = null;
		try {
			made = beginClosed(message, taken, claiming);
			return made;
		}
		finally {
			if (made == null || made.attempt() == null) {
				this.gate.notMade();
			}
		}
	}

	private Made beginClosed(OutboundMessage message, StreamMessage taken,
			Function<ChannelKind, @Nullable Claim> claiming) {
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
		if (this.gate.isTooLate(taken)) {
			this.outcomes.release(claim);
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
			this.outcomes.release(claim);
			throw ex;
		}
	}

	/** The channel as it is now; null where nothing is to go over it. */
	private @Nullable Channel current() {
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
		Duration pause = this.tools.schedule().pause(claim.attempts(), attempt.retryAfter());
		this.gate.made(attempt, pause);
		return this.outcomes.made(attempt, kind, message, claim, pause);
	}

}
