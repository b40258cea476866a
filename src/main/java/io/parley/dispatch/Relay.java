package io.parley.dispatch;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.nats.client.Connection;
import org.bson.types.ObjectId;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.stereotype.Component;

/**
 * Publishes what waits in the outboxes: many documents at once, the events of each one
 * after the other. {@link Outbox} hands in what it has written, {@link OutboxSweep} what
 * was left. Nothing here waits for NATS; how much is under way and held is bounded, and
 * what finds no room stays in its outbox for the sweep.
 */
@Component
public class Relay {

	private static final Logger log = LoggerFactory.getLogger(Relay.class);

	private static final int MOST_DOCUMENTS = 6000;

	/** What the sweep leaves to events that are written meanwhile. */
	private static final int SWEPT_DOCUMENTS = 3000;

	private static final long MOST_BYTES = 48 << 20;

	private final NatsReadiness nats;

	private final Publication publication;

	private final CorePublication core;

	private final Removals removals;

	private final OutboxStore outboxes;

	private final ParkedEventRepository parked;

	private final Duration patience;

	private final Counter published;

	/** This process, as the writer of events. */
	private final String writer = new ObjectId().toHexString();

	private final ConcurrentMap<Lane.Key, Lane> lanes;

	private final Window window = new Window();

	private final LanesWithoutRoom noRoom = new LanesWithoutRoom(this::advance);

	private final AtomicLong heldBytes = new AtomicLong();

	private Consumer<OutboxSource> whenPending = (source) -> {
	};

	Relay(NatsReadiness nats, Publication publication, Removals removals, OutboxStore outboxes,
			ParkedEventRepository parked, Clock clock, NatsProperties properties, MeterRegistry metrics) {
		this.parked = parked;
		this.nats = nats;
		this.publication = publication;
		this.removals = removals;
		this.lanes = removals.lanes();
		this.outboxes = outboxes;
		this.core = new CorePublication(publication, removals, clock, this.writer);
		this.patience = properties.confirmTimeout();
		this.published = Counter.builder("parley.events.published")
			.description("Events that NATS has confirmed")
			.register(metrics);
		nats.whenLost(() -> this.lanes.values().forEach(this::giveUp));
	}

	/**
	 * What tells whether NATS has confirmed an event. To be taken right after the write
	 * that brought the event: the relay remembers an event only until the store has taken
	 * it out of its outbox, and would publish it once more where it is asked later.
	 * @param document as it is after the write that brought the event
	 */
	public Confirmation confirmation(OutboxSource source, OutboxOwner document, String eventId) {
		List<OutboxEvent> pending = document.outbox();
		if (pending == null || pending.stream().noneMatch((event) -> event.eventId().equals(eventId))) {
			return known(!this.parked.has(document.id(), eventId));
		}
		Lane lane = submit(source, OutboxStore.Pending.of(document, pending), false);
		if (lane == null) {
			return known(false);
		}
		synchronized (lane) {
			return new Confirmation(lane.confirmation(eventId), this.patience);
		}
	}

	private Confirmation known(boolean confirmed) {
		return new Confirmation(CompletableFuture.completedFuture(confirmed), this.patience);
	}

	/** Publishes what a bulk statement has left in the outboxes of a source, soon. */
	public void publishPending(OutboxSource source) {
		this.whenPending.accept(source);
	}

	/** Says who looks for what a bulk statement has left. */
	void whenPending(Consumer<OutboxSource> listener) {
		this.whenPending = listener;
	}

	/** What events that this process writes are marked with. */
	String writer() {
		return this.writer;
	}

	/** Publishes pending events of a document, in order. */
	void publishSoon(OutboxSource source, OutboxOwner document, @Nullable List<OutboxEvent> events) {
		if (events != null && !events.isEmpty()) {
			submit(source, OutboxStore.Pending.of(document, events), false);
		}
	}

	/**
	 * Takes over the pending events of a document, in order.
	 * @param leased whether this process has it leased
	 * @return the document's lane, or null where there is no room or no connection
	 */
	@Nullable Lane submit(OutboxSource source, OutboxStore.Pending pending, boolean leased) {
		Connection connection = this.nats.connection().orElse(null);
		Lane.Key key = new Lane.Key(source.collection(), pending.id());
		if (connection == null || this.heldBytes.get() >= MOST_BYTES
				|| (!this.lanes.containsKey(key) && this.lanes.size() >= MOST_DOCUMENTS)) {
			return null;
		}
		List<OutboxEvent> events = pending.outbox().stream().allMatch(OutboxEvent::isComplete) ? pending.outbox()
				: this.outboxes.events(source, pending.id());
		Added added = new Added();
		Lane lane = this.lanes.compute(key, (any, existing) -> {
			Lane current = (existing != null) ? existing : new Lane(source, pending);
			synchronized (current) {
				added.events = current.add(events, leased);
				added.idle = current.publishing() == null && current.next() == null;
			}
			return current;
		});
		added.events.forEach((event) -> this.heldBytes.addAndGet(event.text().length()));
		added.events.stream()
			.filter((event) -> this.core.isOurs(event, leased))
			.forEach((event) -> this.core.publish(connection, lane, event));
		if (added.idle) {
			// Nothing of it is under way that would see to its end later.
			this.removals.add(lane);
		}
		advance(lane);
		return lane;
	}

	private static final class Added {

		private List<OutboxEvent> events = List.of();

		private boolean idle;

	}

	/** Whether the sweep may hand in more. */
	boolean hasRoom() {
		return this.lanes.size() < SWEPT_DOCUMENTS && this.heldBytes.get() < MOST_BYTES;
	}

	/** Why not everything goes out; nothing while it does. */
	Optional<String> trouble() {
		Duration unconfirmed = unconfirmedFor();
		return this.nats.trouble()
			.or(() -> (unconfirmed.compareTo(this.patience) > 0)
					? Optional.of("NATS has not confirmed an event for %d ms".formatted(unconfirmed.toMillis()))
					: Optional.empty());
	}

	/** How long the oldest event has been under way without a confirmation. */
	private Duration unconfirmedFor() {
		long now = System.nanoTime();
		return Duration.ofNanos(this.lanes.values()
			.stream()
			.map(Lane::publishing)
			.mapToLong((publishing) -> (publishing != null) ? now - publishing.since() : 0)
			.max()
			.orElse(0));
	}

	/** Goes on with documents that found no room, until there is none again. */
	void advanceThoseWithoutRoom() {
		this.noRoom.advance();
	}

	/**
	 * Publishes the next event of a document, if none of it is under way.
	 * @return whether there was room
	 */
	private boolean advance(Lane lane) {
		Connection connection = this.nats.connection().orElse(null);
		Lane.Publishing publishing;
		CompletableFuture<Void> publication;
		synchronized (lane) {
			OutboxEvent next = lane.next();
			if (next == null) {
				return true;
			}
			if (connection == null || !this.nats.isReady()) {
				giveUp(lane);
				return true;
			}
			if (!this.window.take(next)) {
				this.noRoom.add(lane);
				return false;
			}
			publishing = lane.begin();
			publication = this.publication.publish(connection, lane.document().origin(), publishing.event());
		}
		// Outside the lock: what has failed already is settled here and now, and goes on
		// with other documents.
		publication.whenComplete((done, failure) -> settle(lane, publishing, failure));
		return true;
	}

	private void settle(Lane lane, Lane.Publishing publishing, Throwable failure) {
		try {
			synchronized (lane) {
				if (lane.publishing() != publishing) {
					return;
				}
				lane.done();
				this.heldBytes.addAndGet(-publishing.event().text().length());
				this.window.give(publishing.event());
				settled(lane, publishing.event(), failure);
			}
			advance(lane);
			advanceThoseWithoutRoom();
		}
		catch (RuntimeException | Error ex) {
			log.error("Events of document {} stay in their outbox for now", lane.document().id(), ex);
		}
	}

	private void settled(Lane lane, OutboxEvent event, @Nullable Throwable failure) {
		if (failure == null) {
			this.published.increment();
			this.nats.confirmed();
			lane.confirm(event, event.coreSubject() == null || this.core.has(lane, event));
			this.removals.add(lane);
			return;
		}
		String reason = Publication.Failure.cause(failure).getMessage();
		switch (Publication.Failure.of(failure)) {
			case NEVER -> {
				log.warn("NATS never takes event {} of {} {}: {}; it is parked", event.eventId(),
						lane.source().collection(), lane.document().origin(), reason);
				boolean wasOnCore = this.core.has(lane, event);
				lane.park(wasOnCore ? event.withoutCore() : event, reason);
				this.removals.add(lane);
			}
			case NOT_NOW -> {
				this.nats.refused(reason);
				giveUp(lane);
			}
			case AWAY -> giveUp(lane);
		}
	}

	/** What of a document is not confirmed stays in its outbox. */
	private void giveUp(Lane lane) {
		synchronized (lane) {
			Lane.Publishing publishing = lane.publishing();
			if (publishing != null) {
				this.window.give(publishing.event());
			}
			lane.clear().forEach((event) -> this.heldBytes.addAndGet(-event.text().length()));
		}
		this.removals.add(lane);
	}

}
