package io.parley.dispatch;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Takes what NATS has confirmed out of the outboxes, for many documents with one command,
 * on a thread of its own: no request waits for it. Where the store is away it goes on
 * when the store is back; what is lost in a crash goes out again.
 */
@Component
class Removals implements SmartLifecycle {

	private static final Logger log = LoggerFactory.getLogger(Removals.class);

	/** What comes together in this time, or as many documents, goes with one command. */
	private static final Duration LINGER = Duration.ofMillis(200);

	private static final int BATCH = 200;

	private static final Duration PAUSE = Duration.ofSeconds(1);

	private final OutboxStore outboxes;

	private final ParkedEventRepository parked;

	private final ConcurrentMap<Lane.Key, Lane> lanes = new ConcurrentHashMap<>();

	private final LinkedBlockingQueue<Lane> queue = new LinkedBlockingQueue<>();

	private volatile @Nullable Thread thread;

	Removals(OutboxStore outboxes, ParkedEventRepository parked) {
		this.outboxes = outboxes;
		this.parked = parked;
	}

	/** The documents with events on their way or to be taken out. */
	ConcurrentMap<Lane.Key, Lane> lanes() {
		return this.lanes;
	}

	/** Has something written that a lane has to write. */
	void add(Lane lane) {
		this.queue.add(lane);
	}

	private void run() {
		while (this.thread == Thread.currentThread()) {
			try {
				writeAll(next());
			}
			catch (InterruptedException ex) {
				return;
			}
			catch (RuntimeException | Error ex) {
				log.error("Confirmed events stay in their outboxes for now", ex);
			}
		}
	}

	private Set<Lane> next() throws InterruptedException {
		Set<Lane> batch = new LinkedHashSet<>();
		Lane lane = this.queue.take();
		long end = System.nanoTime() + LINGER.toNanos();
		while (lane != null) {
			batch.add(lane);
			lane = (batch.size() < BATCH) ? this.queue.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS) : null;
		}
		return batch;
	}

	private void writeAll(Set<Lane> batch) throws InterruptedException {
		Map<OutboxSource, Map<Lane, OutboxRemoval>> bySource = new LinkedHashMap<>();
		batch.forEach((lane) -> {
			synchronized (lane) {
				bySource.computeIfAbsent(lane.source(), (source) -> new LinkedHashMap<>())
					.put(lane, lane.takeRemoval());
			}
		});
		boolean failed = false;
		for (Map.Entry<OutboxSource, Map<Lane, OutboxRemoval>> entry : bySource.entrySet()) {
			failed |= !write(entry.getKey(), entry.getValue());
		}
		batch.forEach((lane) -> this.lanes.computeIfPresent(lane.key(), (key, current) -> {
			synchronized (current) {
				return current.isIdle() ? null : current;
			}
		}));
		if (failed) {
			Thread.sleep(PAUSE.toMillis());
		}
	}

	private boolean write(OutboxSource source, Map<Lane, OutboxRemoval> removals) {
		try {
			removals.values()
				.forEach((removal) -> removal.parked()
					.forEach((event, reason) -> this.parked.park(source, removal.document(), event, reason)));
			this.outboxes.write(source, new ArrayList<>(removals.values()));
			removals.forEach((lane, removal) -> {
				synchronized (lane) {
					lane.removed(removal);
				}
			});
			return true;
		}
		catch (RuntimeException | Error ex) {
			log.warn("Confirmed events of {} could not be taken out and will be again: {}", source.collection(),
					ex.getMessage());
			removals.forEach((lane, removal) -> {
				synchronized (lane) {
					lane.notRemoved(removal);
				}
				add(lane);
			});
			return false;
		}
	}

	@Override
	public void start() {
		this.thread = new Thread(this::run, "outbox-removals");
		this.thread.setDaemon(true);
		this.thread.start();
	}

	/** Writes what is left, so that a service that ends well publishes nothing twice. */
	@Override
	public void stop() {
		Thread current = this.thread;
		if (current == null) {
			return;
		}
		this.thread = null;
		current.interrupt();
		try {
			current.join(2000);
			// What the thread had in hand is in no queue any more.
			Set<Lane> rest = new LinkedHashSet<>(this.queue);
			rest.addAll(this.lanes.values());
			writeAll(rest);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	@Override
	public boolean isRunning() {
		return this.thread != null;
	}

	@Override
	public int getPhase() {
		return EmbeddedNats.PHASE;
	}

}
