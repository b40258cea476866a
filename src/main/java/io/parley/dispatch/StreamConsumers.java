package io.parley.dispatch;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

import io.nats.client.Connection;
import io.nats.client.Dispatcher;
import io.parley.store.DaemonThreads;
import io.parley.store.MemoryBudget;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.boot.thread.Threading;
import org.springframework.context.SmartLifecycle;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/**
 * Durable consumers of the stream, whose work all instances share. A message is handed to
 * one instance at a time, at least once, until one says that it is done with: the stream
 * hands it out again when its time is over, or when the instance that has it is silent
 * for the ack wait, which is counted by the server's clock alone. While a handler runs
 * its message is renewed.
 *
 * <p>
 * Consumers outlive NATS: while it is away nothing is handed out, and one that somebody
 * has deleted is made again and begins anew. A handler therefore has to know by itself
 * what it has done before.
 */
@Component
public class StreamConsumers implements SmartLifecycle {

	/** Handlers run from this phase of the service's life on, and end in it. */
	public static final int PHASE = EmbeddedNats.PHASE + 3;

	private static final Logger log = LoggerFactory.getLogger(StreamConsumers.class);

	/** Between two looks at what is to be renewed, asked for again, or made again. */
	private static final long TICK_MILLIS = 250;

	private final NatsReadiness nats;

	private final EventStream stream;

	private final Map<String, StreamConsumer> consumers = new ConcurrentHashMap<>();

	/** Of this run: the service may be started again after it was stopped. */
	private volatile @Nullable ScheduledExecutorService ticks;

	private final ConsumerThreads threads;

	private final StreamMemory memory;

	private volatile @Nullable ConnectionDispatcher incoming;

	private volatile boolean running;

	StreamConsumers(NatsReadiness nats, EventStream stream, MemoryBudget memory, Environment environment) {
		this.nats = nats;
		this.stream = stream;
		this.memory = new StreamMemory(memory);
		this.threads = ConsumerThreads.of(Threading.VIRTUAL.isActive(environment));
		nats.whenReady(this::ready);
		nats.whenLost(() -> this.consumers.values().forEach(StreamConsumer::lost));
	}

	/**
	 * Begins to hand out the messages of a consumer, as soon as the stream is there.
	 * @param handler called by as many threads at once as the settings say. What it
	 * throws is logged, and the message is handed out again
	 */
	public StreamConsumer start(ConsumerSettings settings, Function<StreamMessage, Verdict> handler) {
		StreamConsumer consumer = new StreamConsumer(this, settings, handler);
		StreamConsumer before = this.consumers.put(settings.name(), consumer);
		if (before != null) {
			before.stop();
		}
		consumer.tick();
		return consumer;
	}

	/**
	 * Whether there can be consumers at all: not on a server that has no JetStream. While
	 * NATS is away it is not known that there cannot.
	 */
	public boolean isAvailable() {
		return !this.nats.isReady() || this.stream.exists();
	}

	/**
	 * Removes a consumer from the stream, for every instance.
	 * @throws IllegalStateException where NATS does not do it now
	 */
	public void remove(String name) {
		this.stream.removeConsumer(connection(), name);
	}

	/**
	 * The names of the stream's consumers that begin so.
	 * @throws IllegalStateException where NATS does not say now
	 */
	public List<String> names(String prefix) {
		return this.stream.consumerNames(connection(), prefix);
	}

	EventStream stream() {
		return this.stream;
	}

	/** The connection that has the stream. */
	Connection connection() {
		return this.nats.streamConnection()
			.orElseThrow(() -> new IllegalStateException("NATS, or its stream, is away"));
	}

	/** What messages come in by now, or null. */
	@Nullable ConnectionDispatcher incoming() {
		return (this.running && this.nats.streamConnection().isPresent()) ? this.incoming : null;
	}

	/**
	 * Runs a task in a thread of its own.
	 * @throws java.util.concurrent.RejectedExecutionException where there is none
	 */
	void execute(Runnable task) {
		this.threads.execute(task);
	}

	/** How many threads one consumer may use at once. */
	int threadsOfOne() {
		return this.threads.each(this.consumers.size());
	}

	StreamMemory memory() {
		return this.memory;
	}

	void stopped(StreamConsumer consumer) {
		this.consumers.remove(consumer.settings().name(), consumer);
	}

	private void ready() {
		Connection connection = this.nats.connection().orElse(null);
		if (connection != null && !ConnectionDispatcher.isOf(connection, this.incoming)) {
			Dispatcher dispatcher = connection.createDispatcher();
			dispatcher.setPendingLimits(-1, -1);
			this.incoming = new ConnectionDispatcher(connection, dispatcher);
		}
		this.consumers.values().forEach(StreamConsumer::tick);
	}

	private void tick() {
		for (StreamConsumer consumer : this.consumers.values()) {
			try {
				consumer.tick();
			}
			catch (RuntimeException | Error ex) {
				log.warn("Consumer {} is looked at again soon: {}", consumer.settings().name(), ex.toString());
			}
		}
	}

	@Override
	public void start() {
		this.consumers.values().forEach(StreamConsumer::open);
		this.running = true;
		ScheduledExecutorService started = Executors
			.newSingleThreadScheduledExecutor(DaemonThreads.named("consumer-tick"));
		started.scheduleWithFixedDelay(this::tick, TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
		this.ticks = started;
	}

	/** Waits for the handlers that run. */
	@Override
	public void stop() {
		List<StreamConsumer> all = List.copyOf(this.consumers.values());
		all.forEach(StreamConsumer::close);
		all.forEach(StreamConsumer::awaitIdle);
		this.running = false;
		ScheduledExecutorService started = this.ticks;
		if (started != null) {
			started.shutdownNow();
		}
	}

	@Override
	public boolean isRunning() {
		return this.running;
	}

	/** Stops before NATS and the sweep of the outboxes do. */
	@Override
	public int getPhase() {
		return PHASE;
	}

}
