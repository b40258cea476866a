package io.parley.dispatch;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/**
 * How much waits and how much is parked, as of the latest sweep. Counted are 1,000
 * documents of each collection at most, so that the figures cost little when millions
 * wait.
 */
@Component
class OutboxFigures {

	private static final int MOST = 1000;

	private final OutboxStore outboxes;

	private final ParkedEventRepository parkedEvents;

	private volatile int waiting;

	private volatile @Nullable Instant oldest;

	private volatile List<ParkedEvent> parked = List.of();

	OutboxFigures(OutboxStore outboxes, ParkedEventRepository parkedEvents, Clock clock, MeterRegistry metrics) {
		this.outboxes = outboxes;
		this.parkedEvents = parkedEvents;
		Gauge.builder("parley.events.waiting", () -> this.waiting)
			.description("Documents with an event that should be on NATS by now; 1,000 of a collection at most")
			.register(metrics);
		Gauge.builder("parley.events.oldest.age", () -> age(clock))
			.description("How long the oldest of the waiting events has been there")
			.baseUnit("seconds")
			.register(metrics);
		Gauge.builder("parley.events.parked", () -> this.parked.size())
			.description("Events that NATS never takes; 1,000 at most")
			.register(metrics);
	}

	/** Some parked events. */
	List<ParkedEvent> parked() {
		return this.parked;
	}

	void take(List<OutboxSource> sources, Instant since) {
		this.parked = this.parkedEvents.some(MOST);
		List<Instant> pending = sources.stream()
			.flatMap((source) -> this.outboxes.pending(source, since, MOST).stream())
			.sorted()
			.toList();
		this.waiting = pending.size();
		this.oldest = pending.isEmpty() ? null : pending.get(0);
	}

	private double age(Clock clock) {
		Instant since = this.oldest;
		return (since != null) ? Duration.between(since, clock.instant()).toMillis() / 1000.0 : 0;
	}

}
