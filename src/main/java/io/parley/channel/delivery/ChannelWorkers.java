package io.parley.channel.delivery;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import io.parley.channel.Channel;
import io.parley.channel.ChannelDirectory;
import io.parley.channel.delivery.ChannelAttempts.DeliveryContext;
import io.parley.dispatch.ConsumerSettings;
import io.parley.dispatch.StreamConsumer;
import io.parley.dispatch.StreamConsumers;
import io.parley.dispatch.Subjects;
import io.parley.store.DaemonThreads;
import org.bson.types.ObjectId;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * A worker for each enabled channel over which this service delivers, in each instance,
 * all on one durable consumer of the channel. Workers begin and end as channels come,
 * change and go.
 */
@Component
class ChannelWorkers implements SmartLifecycle {

	/**
	 * What the names of the consumers begin with; the id of the channel's document
	 * follows.
	 */
	static final String CONSUMER = "channel-";

	private static final Logger log = LoggerFactory.getLogger(ChannelWorkers.class);

	private static final long PAUSE_MILLIS = 5000;

	/**
	 * A channel may have been created by an instance whose clock is ahead of the
	 * server's: what was before it is known to be done with, or not for this service.
	 */
	private static final Duration CLOCKS = Duration.ofMinutes(10);

	private final Map<ObjectId, ChannelWorker> workers = new ConcurrentHashMap<>();

	private final ChannelDirectory channels;

	private final StreamConsumers consumers;

	private final DeliveryTools tools;

	private final EndedChannels endedChannels;

	private final WorkerFactory factory;

	private volatile @Nullable ScheduledExecutorService thread;

	ChannelWorkers(ChannelDirectory channels, StreamConsumers consumers, DeliveryTools tools,
			EndedChannels endedChannels, WorkerFactory factory) {
		this.channels = channels;
		this.consumers = consumers;
		this.tools = tools;
		this.endedChannels = endedChannels;
		this.factory = factory;
		channels.whenChanged(this::matchSoon);
		factory.metrics().openCircuits(this, ChannelWorkers::openCircuits);
	}

	/** Makes workers. */
	@Component
	record WorkerFactory(DeliveryTools tools, DeliveryRepository deliveries, DeliveryWrites writes,
			ChannelDirectory channels, OutgoingMessages messages, DeliveryMetrics metrics, EndedChannels ended) {

		ChannelWorker make(Channel channel) {
			return new ChannelWorker(channel, this.tools, this.deliveries, this.writes,
					new DeliveryContext(this.channels, this.messages, this.metrics, this.ended));
		}

	}

	/** The worker of a channel, where this instance has one. */
	Optional<ChannelWorker> worker(Channel channel) {
		return Optional.ofNullable(this.workers.get(channel.id()));
	}

	private void matchSoon() {
		ScheduledExecutorService current = this.thread;
		if (current != null) {
			current.execute(this::match);
		}
	}

	/** Has workers for the channels that there are, and no others. */
	private void match() {
		try {
			Map<ObjectId, Channel> wanted = new HashMap<>();
			this.channels.delivered()
				.stream()
				.filter((channel) -> this.tools.transport(channel.kindOf()).isPresent())
				.forEach((channel) -> wanted.put(channel.id(), channel));
			List.copyOf(this.workers.values())
				.stream()
				.filter((worker) -> !wanted.containsKey(worker.channel().id()))
				.forEach(this::end);
			wanted.values().forEach(this::begin);
		}
		catch (RuntimeException | Error ex) {
			if (this.thread != null) {
				log.warn("The workers of channels are looked at again soon: {}", ex.toString());
			}
		}
	}

	private void begin(Channel channel) {
		ChannelWorker there = this.workers.get(channel.id());
		if (there == null) {
			ChannelWorker worker = this.factory.make(channel);
			worker.consume((handler) -> this.consumers.start(settings(channel), handler));
			this.workers.put(channel.id(), worker);
			log.info("Messages to channel {} of team {} are delivered", channel.channelId(), channel.team());
		}
		else if (there.channel().version() != channel.version()) {
			there.settingsChanged(channel);
		}
	}

	private ConsumerSettings settings(Channel channel) {
		return new ConsumerSettings(CONSUMER + channel.id().toHexString(),
				Subjects.of(channel.team(), "channels", channel.channelId()) + ".*", channel.createdAt().minus(CLOCKS),
				ChannelAttempts.ackWait(this.tools.properties().timeout()),
				ChannelAttempts.inHand(this.tools.properties().concurrency()));
	}

	private void end(ChannelWorker worker) {
		worker.consumer().stop();
		this.workers.remove(worker.channel().id());
		log.info("Messages to channel {} of team {} are no longer delivered", worker.channel().channelId(),
				worker.channel().team());
		this.endedChannels.endIfGone(worker.channel());
	}

	int openCircuits() {
		return (int) this.workers.values().stream().filter(ChannelWorker::isCircuitOpen).count();
	}

	@Override
	public void start() {
		this.tools.stopping(false);
		this.thread = Executors.newSingleThreadScheduledExecutor(DaemonThreads.named("channel-workers"));
		this.thread.scheduleWithFixedDelay(this::match, 0, PAUSE_MILLIS, TimeUnit.MILLISECONDS);
	}

	/** What is in hand is finished where its attempt has begun, else put back. */
	@Override
	public void stop() {
		this.tools.stopping(true);
		ScheduledExecutorService current = this.thread;
		this.thread = null;
		if (current != null) {
			current.shutdownNow();
		}
		List<StreamConsumer> stopped = this.workers.values().stream().map(ChannelWorker::consumer).toList();
		stopped.forEach(StreamConsumer::stop);
		stopped.forEach(StreamConsumer::awaitIdle);
		this.workers.clear();
	}

	@Override
	public boolean isRunning() {
		return this.thread != null;
	}

	/** Stops before the consumers do. */
	@Override
	public int getPhase() {
		return StreamConsumers.PHASE + 1;
	}

}
