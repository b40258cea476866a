package io.parley.channel.delivery;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.ToIntFunction;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.parley.channel.ChannelKind;

import org.springframework.stereotype.Component;

/** How attempts end, and how long messages take. */
@Component
class DeliveryMetrics {

	/**
	 * So many are counted at most, so that the figures cost little when millions wait.
	 */
	private static final int MOST = 1000;

	private final MeterRegistry metrics;

	private final DeliveryRepository deliveries;

	private final Clock clock;

	private volatile long waiting;

	private volatile long dead;

	DeliveryMetrics(MeterRegistry metrics, DeliveryRepository deliveries, Clock clock) {
		this.metrics = metrics;
		this.deliveries = deliveries;
		this.clock = clock;
		Gauge.builder("parley.deliveries.waiting", () -> this.waiting)
			.description("Messages that are still to be delivered; 1,000 at most")
			.register(metrics);
		Gauge.builder("parley.deliveries.dead", () -> this.dead)
			.description("Messages that were given up; 1,000 at most")
			.register(metrics);
	}

	/** Has something of the workers counted. */
	<T> void openCircuits(T workers, ToIntFunction<T> count) {
		Gauge.builder("parley.channels.circuits.open", workers, (current) -> count.applyAsInt(current))
			.description("Channels whose receiver this instance leaves alone since it fails")
			.register(this.metrics);
	}

	/** One attempt, or the end of a delivery without one, has come out like this. */
	void ended(ChannelKind kind, Outcome outcome) {
		this.metrics.counter("parley.deliveries", "kind", kind.text(), "outcome", outcome.text()).increment();
	}

	/** A message was delivered that was accepted then. */
	void delivered(ChannelKind kind, Instant accepted) {
		ended(kind, Outcome.DELIVERED);
		Duration taken = Duration.between(accepted, this.clock.instant());
		Timer.builder("parley.delivery.time")
			.description("From the acceptance of a message to its delivery")
			.tag("kind", kind.text())
			.publishPercentileHistogram()
			.register(this.metrics)
			.record(taken.isNegative() ? Duration.ZERO : taken);
	}

	/** Counts what waits and what is dead, as of now. */
	void count() {
		this.waiting = this.deliveries.count(DeliveryState.OPEN, MOST);
		this.dead = this.deliveries.count(java.util.List.of(DeliveryState.DEAD.text()), MOST);
	}

	/** How an attempt ended. */
	enum Outcome {

		/** The receiver has it. */
		DELIVERED,

		/** It is tried again. */
		FAILED,

		/** It is given up. */
		DEAD;

		private String text() {
			return name().toLowerCase(java.util.Locale.ROOT);
		}

	}

}
