package io.parley.channel.delivery;

import java.time.Clock;
import java.time.Duration;

import io.parley.channel.ChannelProperties;
import io.parley.dispatch.OutboxSource;
import io.parley.store.CollectionIndexes;
import io.parley.store.EveryTeam;
import io.parley.store.GroupCommit;
import io.parley.store.Sweep;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The collection of deliveries, and its sweeps. */
@Configuration(proxyBeanMethods = false)
class DeliveryConfiguration {

	private static final Duration CLEANUP = Duration.ofHours(1);

	private static final Duration LOST = Duration.ofMinutes(1);

	private static final Duration FIGURES = Duration.ofSeconds(15);

	@Bean
	OutboxSource deliveryOutbox() {
		return OutboxSource.of(Delivery.COLLECTION);
	}

	@Bean(destroyMethod = "close")
	GroupCommit deliveryCommits(EveryTeam everyTeam) {
		return everyTeam.groupCommit(Delivery.COLLECTION, "delivery-writes");
	}

	/** Which query each serves is said of the package. */
	@Bean
	CollectionIndexes deliveryIndexes(ChannelProperties properties) {
		return CollectionIndexes.of(Delivery.COLLECTION)
			.derived()
			.index("session_id", "_id")
			.index("state", "_id")
			.index("channel_id", "state", "_id")
			.index("channel_document_id", "state", "moved_at")
			.partial("channel_id", Delivery.RECEIPT_KEY)
			.partial("session_id", Delivery.RECEIPT_KEY)
			.expiring("ended_at", properties.keep())
			.with(OutboxSource.index());
	}

	@Bean
	Sweep lostDeliveries(LostDeliverySweep sweep) {
		return Sweep.byOneInstance("lost-deliveries", LOST, sweep::run);
	}

	@Bean
	Sweep deliveryFigures(DeliveryMetrics metrics) {
		return Sweep.byEachInstance("delivery-figures", FIGURES, metrics::count);
	}

	/** The embedded store removes nothing by itself. */
	@Bean
	Sweep deliveryCleanup(DeliveryRepository deliveries, ChannelProperties properties, Clock clock) {
		return Sweep.byOneInstance("delivery-cleanup", CLEANUP,
				() -> deliveries.removeEndedBefore(clock.instant().minus(properties.keep())));
	}

}
