package io.parley.dispatch;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import org.bson.types.ObjectId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/**
 * Publishes what waits in the outboxes. A service calls it after its write, so that an
 * event is on NATS before or soon after the answer; the {@link OutboxSweep} calls it for
 * what was left.
 *
 * <p>
 * Events of one document go out in order. Two relays may publish the same document at
 * once: each begins with the oldest event and waits for its confirmation before the next,
 * and the stream drops what comes again, so that the order in the stream holds.
 */
@Component
public class Relay implements DisposableBean {

	private static final Logger log = LoggerFactory.getLogger(Relay.class);

	private static final int THREADS = 4;

	private static final int QUEUE = 1000;

	private static final int PAGE = 200;

	private static final int MOST_FAILURES = 1000;

	private final NatsReadiness nats;

	private final EventPublisher publisher;

	private final OutboxStore outboxes;

	private final Counter published;

	private final Counter refused;

	private final AtomicBoolean leftovers = new AtomicBoolean();

	private final Map<String, CompletableFuture<Boolean>> soon = Collections
		.synchronizedMap(new LinkedHashMap<String, CompletableFuture<Boolean>>() {

			@Override
			protected boolean removeEldestEntry(Map.Entry<String, CompletableFuture<Boolean>> eldest) {
				return size() > MOST_FAILURES;
			}

		});

	private final Set<String> reported = ConcurrentHashMap.newKeySet();

	private final ThreadPoolExecutor background = new ThreadPoolExecutor(THREADS, THREADS, 30, TimeUnit.SECONDS,
			new ArrayBlockingQueue<>(QUEUE), Relay::thread, (task, pool) -> this.leftovers.set(true));

	Relay(NatsReadiness nats, EventPublisher publisher, OutboxStore outboxes, MeterRegistry metrics) {
		this.nats = nats;
		this.publisher = publisher;
		this.outboxes = outboxes;
		this.published = Counter.builder("parley.events.published")
			.description("Events that NATS has confirmed")
			.register(metrics);
		this.refused = Counter.builder("parley.events.refused")
			.description("Attempts to publish an event that NATS never takes")
			.register(metrics);
		this.background.allowCoreThreadTimeOut(true);
	}

	/** Publishes pending events of a document in the background, in order. */
	void publishSoon(OutboxSource source, OutboxOwner document, List<OutboxEvent> events) {
		if (this.nats.isReady() && events != null && !events.isEmpty()) {
			OutboxOwner pending = new OutboxStore.Pending(document.id(), document.team(), events);
			this.soon.put(document.id() + events.get(events.size() - 1).eventId(),
					CompletableFuture.supplyAsync(() -> publish(source, pending), this.background));
		}
		else {
			this.leftovers.set(true);
		}
	}

	/**
	 * Waits until NATS has confirmed an event, for {@code parley.nats.confirm-timeout}
	 * altogether. Where it has not by then, the event goes out later.
	 * @param document as it is after the write that brought the event
	 * @return whether NATS has confirmed it
	 */
	public boolean awaitConfirmation(OutboxSource source, OutboxOwner document, String eventId) {
		boolean pending = document.outbox() != null
				&& document.outbox().stream().anyMatch((event) -> event.eventId().equals(eventId));
		CompletableFuture<Boolean> soon = this.soon.get(document.id() + eventId);
		return !pending || ((soon != null) ? soon.completeOnTimeout(false, 2, TimeUnit.SECONDS).join()
				: publish(source, document));
	}

	/**
	 * Publishes the pending events of a document, in order, and answers whether NATS has
	 * confirmed them all. Where it has not, they stay in the outbox and go out later.
	 */
	public boolean publish(OutboxSource source, OutboxOwner document) {
		try {
			List<OutboxEvent> events = this.outboxes.whole(source, document);
			List<String> confirmed = confirmed(document.id(), events, false);
			if (!confirmed.isEmpty()) {
				this.background.execute(() -> this.outboxes.remove(source, document, confirmed));
			}
			return confirmed.size() == events.size();
		}
		catch (DataAccessException ex) {
			this.leftovers.set(true);
			return false;
		}
	}

	/** Publishes the pending events of a document in the background. */
	public void publishLater(OutboxSource source, OutboxOwner document) {
		if (!this.nats.isReady()) {
			this.leftovers.set(true);
		}
		else if (document.outbox() != null && !document.outbox().isEmpty()) {
			this.background.execute(() -> {
				List<String> confirmed = confirmed(document.id(), this.outboxes.whole(source, document), false);
				if (!confirmed.isEmpty()) {
					this.outboxes.remove(source, document, confirmed);
				}
			});
		}
	}

	/** Publishes whatever waits in the outboxes of a source, in the background. */
	public void publishPending(OutboxSource source) {
		this.background.execute(() -> publishPending(source, Instant.now()));
	}

	/**
	 * Publishes what has waited in the outboxes of a source since that time or longer:
	 * page by page, several documents at a time, each as it is by then.
	 */
	void publishPending(OutboxSource source, Instant since) {
		Set<ObjectId> failed = new HashSet<>();
		try {
			while (this.nats.isReady() && failed.size() < MOST_FAILURES) {
				List<OutboxStore.Pending> page = this.outboxes.pendingSince(source, since, failed, PAGE);
				page.parallelStream()
					.map((document) -> publishNow(source, document) ? null : document.id())
					.filter(Objects::nonNull)
					.toList()
					.forEach(failed::add);
				if (page.size() < PAGE) {
					break;
				}
			}
		}
		catch (RuntimeException ex) {
			this.leftovers.set(true);
			log.warn("The outboxes of {} could not be read; they will be again", source.collection());
			log.debug("Because of", ex);
		}
	}

	private boolean publishNow(OutboxSource source, OutboxOwner document) {
		OutboxOwner current = this.outboxes.read(source, document).orElse(null);
		if (current == null || current.outbox().isEmpty()) {
			return current == null;
		}
		List<String> confirmed = confirmed(current.id(), current.outbox(), true);
		if (!confirmed.isEmpty()) {
			this.outboxes.remove(source, current, confirmed);
		}
		return confirmed.size() == current.outbox().size();
	}

	/**
	 * Whether something that this instance was to publish stayed in an outbox since the
	 * last time that this was asked.
	 */
	boolean takeLeftovers() {
		return this.leftovers.getAndSet(false);
	}

	private List<String> confirmed(ObjectId document, List<OutboxEvent> events, boolean again) {
		List<String> confirmed = new ArrayList<>();
		try {
			for (OutboxEvent event : events) {
				this.publisher.publish(document, event, again);
				confirmed.add(event.eventId());
				this.published.increment();
			}
		}
		catch (NatsAwayException ex) {
			this.leftovers.set(true);
			log.debug("Events stay in their outbox: {}", ex.getMessage());
		}
		catch (IllegalArgumentException ex) {
			this.refused.increment();
			report(events.get(confirmed.size()).eventId(), ex);
		}
		return confirmed;
	}

	private void report(String eventId, RuntimeException ex) {
		if (this.reported.size() < MOST_FAILURES && this.reported.add(eventId)) {
			log.error("NATS does not take event {}; it and later ones of its document stay", eventId, ex);
		}
	}

	@Override
	public void destroy() throws InterruptedException {
		this.background.shutdown();
		this.background.awaitTermination(5, TimeUnit.SECONDS);
	}

	private static Thread thread(Runnable task) {
		Thread thread = new Thread(task, "relay");
		thread.setDaemon(true);
		return thread;
	}

}
