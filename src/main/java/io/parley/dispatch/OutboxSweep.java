package io.parley.dispatch;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Publishes what was left in an outbox: by a service that was killed, or while NATS was
 * away. Goes through all outboxes at once when NATS becomes ready, and every few seconds
 * through those events that somebody should have published by then.
 */
@Component
class OutboxSweep implements SmartLifecycle {

	private static final Duration IN_FLIGHT = Duration.ofSeconds(3);

	private static final int OTHERS = 4;

	private final Relay relay;

	private final List<OutboxSource> sources;

	private final Clock clock;

	private final Duration interval;

	private long ticks;

	private volatile ScheduledExecutorService scheduler;

	OutboxSweep(NatsReadiness nats, Relay relay, ObjectProvider<OutboxSource> sources, Clock clock,
			NatsProperties properties) {
		this.relay = relay;
		this.sources = sources.orderedStream().toList();
		this.clock = clock;
		this.interval = properties.sweepInterval();
		nats.whenReady(this::sweepAll);
	}

	private void sweepAll() {
		ScheduledExecutorService current = this.scheduler;
		if (current != null) {
			current.execute(() -> sweep(Duration.ZERO));
		}
	}

	/**
	 * Looks at once where something was left here, and now and then for what another
	 * instance has left.
	 */
	private void tick() {
		this.ticks++;
		if (this.relay.takeLeftovers() || this.ticks % OTHERS == 0) {
			sweep(IN_FLIGHT);
		}
	}

	private void sweep(Duration age) {
		Instant since = this.clock.instant().minus(age);
		this.sources.forEach((source) -> this.relay.publishPending(source, since));
	}

	@Override
	public void start() {
		this.scheduler = Executors.newSingleThreadScheduledExecutor((task) -> {
			Thread thread = new Thread(task, "outbox-sweep");
			thread.setDaemon(true);
			return thread;
		});
		long pause = this.interval.toMillis();
		this.scheduler.execute(() -> sweep(Duration.ZERO));
		this.scheduler.scheduleWithFixedDelay(this::tick, pause, pause, TimeUnit.MILLISECONDS);
	}

	@Override
	public void stop() {
		ScheduledExecutorService current = this.scheduler;
		this.scheduler = null;
		current.shutdownNow();
		try {
			current.awaitTermination(5, TimeUnit.SECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	@Override
	public boolean isRunning() {
		return this.scheduler != null;
	}

	@Override
	public int getPhase() {
		return EmbeddedNats.PHASE + 2;
	}

}
