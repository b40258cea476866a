package io.parley.message;

import java.time.Duration;

import io.parley.dispatch.OutboxSource;
import io.parley.store.CollectionIndexes;
import io.parley.store.Sweep;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * The collections of messages, threads and participants' names, and what runs over them.
 */
@Configuration(proxyBeanMethods = false)
class MessageConfiguration {

	/** How often is looked whether enough messages wait to be counted together. */
	private static final Duration WINDOW = Duration.ofMillis(100);

	@Bean
	OutboxSource messageOutbox() {
		return OutboxSource.of(Message.COLLECTION);
	}

	@Bean
	CollectionIndexes messageIndexes() {
		return CollectionIndexes.of(Message.COLLECTION)
			.index("participants", "_id")
			.index("pairs", "_id")
			.index("thread", "_id")
			.partial("filings.thread")
			.partial("filings.participants")
			.partial("deleted_at")
			.with(OutboxSource.index());
	}

	@Bean
	CollectionIndexes threadIndexes() {
		return CollectionIndexes.of(ThreadSummary.COLLECTION)
			.derived()
			.unique("thread")
			.index("participants", "newest");
	}

	@Bean
	CollectionIndexes participantIndexes() {
		return CollectionIndexes.of(ParticipantName.COLLECTION).unique("participant");
	}

	@Bean
	Sweep threadCounts(ThreadCountQueue queue) {
		return Sweep.byEachInstance("thread-counts", WINDOW, queue::countWaiting);
	}

	@Bean
	Sweep leftThreadCounts(ThreadCountQueue queue, MessageProperties properties) {
		return Sweep.byOneInstance("left-thread-counts", properties.countInterval(), queue::sweep);
	}

}
