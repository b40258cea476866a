package io.parley.dispatch;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.beans.factory.DisposableBean;
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

	private static final int QUEUE = 10_000;

	private final NatsConnection nats;

	private final OutboxStore outboxes;

	private final Clock clock;

	private final Counter published;

	private final AtomicBoolean leftovers = new AtomicBoolean();

	private final ThreadPoolExecutor background = new ThreadPoolExecutor(THREADS, THREADS, 30, TimeUnit.SECONDS,
			new ArrayBlockingQueue<>(QUEUE), Relay::thread, (task, pool) -> this.leftovers.set(true));

	Relay(NatsConnection nats, OutboxStore outboxes, Clock clock, MeterRegistry metrics) {
		this.nats = nats;
		this.outboxes = outboxes;
		this.clock = clock;
		this.published = Counter.builder("parley.events.published")
			.description("Events that NATS has confirmed")
			.register(metrics);
		this.background.allowCoreThreadTimeOut(true);
	}

	/**
	 * Publishes the pending events of a document, in order, and answers whether NATS has
	 * confirmed them all. Where it has not, they stay in the outbox and go out later.
	 */
	public boolean publish(OutboxSource source, OutboxOwner document) {
		List<OutboxEvent> events = this.outboxes.whole(source, document);
		List<String> confirmed = confirmed(events);
		if (!confirmed.isEmpty()) {
			this.background.execute(() -> this.outboxes.remove(source, document, confirmed));
		}
		return confirmed.size() == events.size();
	}

	/** Publishes the pending events of a document in the background. */
	public void publishLater(OutboxSource source, OutboxOwner document) {
		if (this.nats.isReady() && document.outbox() != null && !document.outbox().isEmpty()) {
			this.background.execute(() -> publishAndRemove(source, document));
		}
	}

	/**
	 * Publishes the pending events of a document and takes the confirmed ones from its
	 * outbox before it returns.
	 */
	void publishAndRemove(OutboxSource source, OutboxOwner document) {
		List<String> confirmed = confirmed(this.outboxes.whole(source, document));
		if (!confirmed.isEmpty()) {
			this.outboxes.remove(source, document, confirmed);
		}
	}

	/** Publishes whatever waits in the outboxes of a source, in the background. */
	public void publishPending(OutboxSource source) {
		if (this.nats.isReady()) {
			this.background.execute(() -> publishPending(source, this.clock.instant()));
		}
	}

	/**
	 * Publishes what has waited in the outboxes of a source since that time or longer.
	 */
	void publishPending(OutboxSource source, Instant since) {
		if (!this.nats.isReady()) {
			return;
		}
		this.leftovers.set(false);
		try (Stream<OutboxOwner> pending = this.outboxes.pendingSince(source, since)) {
			Iterator<OutboxOwner> documents = pending.iterator();
			while (this.nats.isReady() && documents.hasNext()) {
				publishAndRemove(source, documents.next());
			}
		}
		catch (RuntimeException ex) {
			this.leftovers.set(true);
			log.warn("The outboxes of {} could not be read; they will be again", source.collection());
			log.debug("Because of", ex);
		}
	}

	/**
	 * Whether something that this instance was to publish stayed in an outbox since the
	 * last look.
	 */
	boolean hasLeftovers() {
		return this.leftovers.get();
	}

	private List<String> confirmed(List<OutboxEvent> events) {
		List<String> confirmed = new ArrayList<>();
		try {
			for (OutboxEvent event : events) {
				this.nats.publish(event, event.payload().getBytes(StandardCharsets.UTF_8));
				confirmed.add(event.eventId());
				this.published.increment();
			}
		}
		catch (NatsAwayException ex) {
			this.leftovers.set(true);
			log.debug("Events stay in their outbox: {}", ex.getMessage());
		}
		catch (IllegalArgumentException ex) {
			log.error("NATS does not take event {}", events.get(confirmed.size()).eventId(), ex);
		}
		return confirmed;
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
