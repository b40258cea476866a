package io.parley.dispatch;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

import org.bson.types.ObjectId;
import org.jspecify.annotations.Nullable;

/**
 * The events of one document on their way, one at a time. Every method is called with the
 * lane's lock held.
 */
final class Lane {

	/** Which document. */
	record Key(String collection, ObjectId document) {
	}

	/**
	 * An event that was published and is not yet confirmed.
	 *
	 * @param since the {@link System#nanoTime()} of its beginning
	 */
	record Publishing(OutboxEvent event, long since) {
	}

	private final OutboxSource source;

	private final OutboxStore.Pending document;

	private final Deque<OutboxEvent> waiting = new ArrayDeque<>();

	private final Map<String, CompletableFuture<Boolean>> waiters = new HashMap<>();

	/** Events that need no more publishing, until the store has taken them out. */
	private final Set<String> settled = new HashSet<>();

	private final List<String> toRemove = new ArrayList<>();

	private final Map<OutboxEvent, String> toPark = new LinkedHashMap<>();

	/** Events that NATS never takes, until the store has parked them. */
	private final Set<String> parked = new HashSet<>();

	/** Events on their way to their core subject. */
	private final Set<String> coreUnderWay = new HashSet<>();

	/**
	 * Of those, the events that the stream has and that are done with once they are
	 * there.
	 */
	private final Set<String> held = new HashSet<>();

	/** Events that were on their core subject for sure and are not confirmed yet. */
	private final Set<String> onCore = new HashSet<>();

	private volatile @Nullable Publishing publishing;

	private boolean leased;

	Lane(OutboxSource source, OutboxStore.Pending document) {
		this.source = source;
		this.document = document;
	}

	Key key() {
		return new Key(this.source.collection(), this.document.id());
	}

	OutboxSource source() {
		return this.source;
	}

	OutboxStore.Pending document() {
		return this.document;
	}

	@Nullable Publishing publishing() {
		return this.publishing;
	}

	/** Adds those events that it does not have, and answers which. */
	List<OutboxEvent> add(List<OutboxEvent> events, boolean lease) {
		this.leased |= lease;
		List<OutboxEvent> added = events.stream().filter((event) -> !has(event.eventId())).toList();
		this.waiting.addAll(added);
		return added;
	}

	private boolean has(String eventId) {
		return this.settled.contains(eventId) || this.held.contains(eventId)
				|| (this.publishing != null && this.publishing.event.eventId().equals(eventId))
				|| this.waiting.stream().anyMatch((event) -> event.eventId().equals(eventId));
	}

	/** The event to publish next, or null where one is under way or none waits. */
	@Nullable OutboxEvent next() {
		return (this.publishing == null) ? this.waiting.peek() : null;
	}

	/** Takes note that the next event is being published. */
	Publishing begin() {
		this.publishing = new Publishing(this.waiting.remove(), System.nanoTime());
		return this.publishing;
	}

	/** Takes note that the publishing has ended, however it did. */
	void done() {
		this.publishing = null;
	}

	/**
	 * Takes note that NATS has an event.
	 * @param remove whether the event is done with that
	 */
	void confirm(OutboxEvent event, boolean remove) {
		this.onCore.remove(event.eventId());
		if (remove && this.coreUnderWay.contains(event.eventId())) {
			this.held.add(event.eventId());
		}
		else if (remove) {
			this.settled.add(event.eventId());
			this.toRemove.add(event.eventId());
		}
		answer(event.eventId(), true);
	}

	/** Takes note that NATS never takes an event. */
	void park(OutboxEvent event, @Nullable String reason) {
		this.settled.add(event.eventId());
		this.parked.add(event.eventId());
		this.toPark.put(event, Objects.requireNonNullElse(reason, "no reason was given"));
		answer(event.eventId(), false);
	}

	/** Takes note that an event is on its way to its core subject. */
	void coreBegun(String eventId) {
		this.coreUnderWay.add(eventId);
	}

	/**
	 * Takes note of how that ended. An event that may not have been there stays in the
	 * outbox, also where the stream has it, and goes out again.
	 */
	void coreEnded(String eventId, boolean there) {
		this.coreUnderWay.remove(eventId);
		boolean wasHeld = this.held.remove(eventId);
		if (there && wasHeld) {
			this.settled.add(eventId);
			this.toRemove.add(eventId);
		}
		else if (there && !this.settled.contains(eventId)) {
			this.onCore.add(eventId);
		}
	}

	/** What tells whether NATS has confirmed an event. */
	CompletableFuture<Boolean> confirmation(String eventId) {
		boolean done = this.settled.contains(eventId) || this.held.contains(eventId);
		if (done || !has(eventId)) {
			return CompletableFuture.completedFuture(done && !this.parked.contains(eventId));
		}
		return this.waiters.computeIfAbsent(eventId, (id) -> new CompletableFuture<>());
	}

	private void answer(String eventId, boolean confirmed) {
		CompletableFuture<Boolean> waiter = this.waiters.remove(eventId);
		if (waiter != null) {
			waiter.complete(confirmed);
		}
	}

	/** Gives up what is not confirmed, which stays in the outbox, and answers that. */
	List<OutboxEvent> clear() {
		List<OutboxEvent> given = new ArrayList<>(this.waiting);
		if (this.publishing != null) {
			given.add(this.publishing.event);
		}
		this.publishing = null;
		this.waiting.clear();
		this.waiters.values().forEach((waiter) -> waiter.complete(false));
		this.waiters.clear();
		return given;
	}

	/** What is to be written to the document; taken once. */
	OutboxRemoval takeRemoval() {
		boolean idle = this.publishing == null && this.waiting.isEmpty() && this.coreUnderWay.isEmpty();
		OutboxRemoval removal = new OutboxRemoval(this.document, List.copyOf(this.toRemove), Map.copyOf(this.toPark),
				List.copyOf(this.onCore), idle && this.leased);
		this.toRemove.clear();
		this.toPark.clear();
		this.onCore.clear();
		this.leased &= !idle;
		return removal;
	}

	/** Takes note that the store has written it. */
	void removed(OutboxRemoval removal) {
		this.settled.removeAll(removal.done());
		this.parked.removeAll(removal.done());
	}

	/** Takes note that the store did not answer: what was to be written still is. */
	void notRemoved(OutboxRemoval removal) {
		this.toRemove.addAll(removal.confirmed());
		this.toPark.putAll(removal.parked());
		this.onCore.addAll(removal.onCore());
		this.leased |= removal.release();
	}

	boolean isIdle() {
		return this.publishing == null && this.waiting.isEmpty() && this.settled.isEmpty() && this.onCore.isEmpty()
				&& this.coreUnderWay.isEmpty();
	}

}
