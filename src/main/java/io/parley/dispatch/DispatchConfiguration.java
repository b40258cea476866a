package io.parley.dispatch;

import io.parley.store.CollectionIndexes;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The collections of parked events and of leases on outboxes. */
@Configuration(proxyBeanMethods = false)
class DispatchConfiguration {

	@Bean
	OutboxSource parkedOutbox() {
		return OutboxSource.of(ParkedEvent.COLLECTION);
	}

	@Bean
	CollectionIndexes parkedEventIndexes() {
		return CollectionIndexes.of(ParkedEvent.COLLECTION)
			.unique("document", "event_id")
			.index("_id")
			.with(OutboxSource.index());
	}

	@Bean
	CollectionIndexes outboxLeaseIndexes() {
		return CollectionIndexes.of(OutboxLeases.COLLECTION).kept().unique("source", "number");
	}

}
