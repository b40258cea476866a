package io.parley.dispatch;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import io.parley.store.DaemonThreads;
import io.parley.store.KeyPage;
import io.parley.store.TeamTemplate;
import org.bson.Document;
import org.bson.types.ObjectId;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Hands the relay what was left in outboxes: by a service that was killed, or while NATS
 * was away. What one instance sweeps it leases first, page by page, so that instances
 * share the work and none does another's.
 */
@Component
class OutboxSweep implements SmartLifecycle {

	private static final Logger log = LoggerFactory.getLogger(OutboxSweep.class);

	/** Younger events are on their way with the instance that wrote them. */
	private static final Duration IN_FLIGHT = Duration.ofSeconds(3);

	private static final long ROOM_PAUSE_MILLIS = 5;

	private final NatsReadiness nats;

	private final Relay relay;

	private final OutboxStore outboxes;

	private final List<OutboxSource> sources;

	private final OutboxFigures figures;

	private final Clock clock;

	private final Duration interval;

	private boolean troubled;

	private volatile @Nullable ScheduledExecutorService scheduler;

	OutboxSweep(NatsReadiness nats, Relay relay, OutboxStore outboxes, ObjectProvider<OutboxSource> sources,
			OutboxFigures figures, Clock clock, NatsProperties properties) {
		this.nats = nats;
		this.relay = relay;
		this.outboxes = outboxes;
		this.sources = new ArrayList<>(sources.orderedStream().toList());
		this.figures = figures;
		this.clock = clock;
		this.interval = properties.sweepInterval();
		nats.whenReady(this::sweepSoon);
		relay.whenPending(this::sweepSoon);
	}

	/** Publishes what a bulk statement has left in the outboxes of a source, soon. */
	private void sweepSoon(OutboxSource source) {
		execute(() -> sweep(source, this.clock.instant()));
	}

	/** What was written while NATS was away, also just before it came back. */
	private void sweepSoon() {
		execute(this::sweepAll);
		ScheduledExecutorService current = this.scheduler;
		if (current != null) {
			current.schedule(guarded(this::sweepAll), IN_FLIGHT.toMillis(), TimeUnit.MILLISECONDS);
		}
	}

	private void execute(Runnable task) {
		ScheduledExecutorService current = this.scheduler;
		if (current != null) {
			current.execute(guarded(task));
		}
	}

	private void tick() {
		guarded(this::tellOfTrouble).run();
		guarded(() -> this.figures.take(this.sources, this.clock.instant().minus(IN_FLIGHT))).run();
		this.relay.advanceThoseWithoutRoom();
		sweepAll();
		this.sources.forEach((source) -> guarded(() -> this.outboxes.removeDeleted(source)).run());
	}

	/**
	 * A lost connection tells of itself; this is for NATS that is there and takes
	 * nothing.
	 */
	private void tellOfTrouble() {
		Optional<String> trouble = this.relay.trouble().filter((reason) -> this.nats.connection().isPresent());
		if (trouble.isPresent() && !this.troubled) {
			log.warn("Events wait in their outboxes: {}", trouble.get());
		}
		this.troubled = trouble.isPresent();
	}

	private void sweepAll() {
		Collections.shuffle(this.sources);
		Instant since = this.clock.instant().minus(IN_FLIGHT);
		this.sources.forEach((source) -> guarded(() -> sweep(source, since)).run());
	}

	private void sweep(OutboxSource source, Instant since) {
		boolean more = true;
		while (more && isRunning()) {
			more = sweepFromTheOldest(source, since) && this.nats.isReady();
		}
	}

	/**
	 * Goes through what is pending, the oldest of each team first. While the stream takes
	 * nothing, replies still go to their core subjects.
	 * @return whether it was more than a page: then some of another team may be left
	 */
	private boolean sweepFromTheOldest(OutboxSource source, Instant since) {
		int pages = 0;
		OutboxStore.Lease lease;
		Instant from = Instant.EPOCH;
		do {
			if (this.nats.connection().isEmpty()) {
				return false;
			}
			lease = this.outboxes.lease(source, from, since, !this.nats.isReady());
			from = lease.last();
			pages++;
			submit(source, lease);
		}
		while (lease.more() && isRunning());
		return pages > 1;
	}

	private void submit(OutboxSource source, OutboxStore.Lease lease) {
		Set<ObjectId> left = new HashSet<>(lease.ids());
		try {
			KeyPage<Document> page = new KeyPage<>(List.of(), !left.isEmpty());
			ObjectId last = null;
			while (page.more()) {
				page = this.outboxes.leased(source, lease, last);
				for (Document document : page.entries()) {
					last = document.getObjectId("_id");
					awaitRoom();
					if (!isRunning() || lease.isOver(this.clock.instant())) {
						return;
					}
					if (submit(source, document)) {
						left.remove(last);
					}
				}
			}
		}
		finally {
			this.outboxes.release(source, left);
		}
	}

	/**
	 * Whether that is all for now: the relay has the document, and releases it when it is
	 * done with it, or nobody can read it, and it is held so that it is not tried again
	 * at once.
	 */
	private boolean submit(OutboxSource source, Document stored) {
		ObjectId id = stored.getObjectId("_id");
		try {
			ObjectId origin = (stored.get(OutboxStore.ORIGIN) instanceof ObjectId other) ? other : id;
			OutboxStore.Pending pending = new OutboxStore.Pending(id, stored.getString(TeamTemplate.TEAM), origin,
					source.events(stored));
			return this.relay.submit(source, pending, true) != null;
		}
		catch (RuntimeException ex) {
			log.warn("The outbox of {} {} cannot be read and is left alone: {}", source.collection(), id,
					ex.toString());
			return true;
		}
	}

	private void awaitRoom() {
		try {
			while (isRunning() && !this.relay.hasRoom() && this.nats.connection().isPresent()) {
				Thread.sleep(ROOM_PAUSE_MILLIS);
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	/** Nothing ends the sweeps but a stop, after which none begins. */
	private Runnable guarded(Runnable task) {
		return () -> {
			try {
				if (isRunning()) {
					task.run();
				}
			}
			catch (RuntimeException | Error ex) {
				if (!Thread.currentThread().isInterrupted()) {
					log.warn("Outboxes could not be swept; they will be again: {}", ex.toString());
				}
			}
		};
	}

	@Override
	public void start() {
		ScheduledThreadPoolExecutor thread = new ScheduledThreadPoolExecutor(1, DaemonThreads.named("outbox-sweep"));
		thread.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
		this.scheduler = thread;
		long pause = this.interval.toMillis();
		thread.scheduleWithFixedDelay(guarded(this::tick), 0, pause, TimeUnit.MILLISECONDS);
	}

	/**
	 * A sweep that is cut off does not release what it has leased, for which the other
	 * instances have to wait.
	 */
	@Override
	public void stop() {
		ScheduledExecutorService current = this.scheduler;
		if (current == null) {
			return;
		}
		this.scheduler = null;
		DaemonThreads.end(current);
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
