package io.parley.experiment;

import io.parley.dispatch.OutboxSource;
import io.parley.store.CollectionIndexes;
import io.parley.store.Sweep;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * The collections of experiments, their sessions and the messages of these. Which query
 * each index serves is said in the description of the package.
 */
@Configuration(proxyBeanMethods = false)
class ExperimentConfiguration {

	private static final String EXPERIMENT = "experiment.experiment_id";

	private static final String VERSION = "experiment.version_number";

	private static final String PARTICIPANT = "participant.identifier";

	private static final String ID = "_id";

	@Bean
	OutboxSource experimentSessionOutbox() {
		return OutboxSource.of(ExperimentSession.COLLECTION);
	}

	@Bean
	CollectionIndexes experimentIndexes() {
		return CollectionIndexes.of(Experiment.COLLECTION).unique("experiment_id").index(ID);
	}

	@Bean
	CollectionIndexes experimentSessionIndexes() {
		return CollectionIndexes.of(ExperimentSession.COLLECTION)
			.unique("session_id")
			.index(ID)
			.index(EXPERIMENT, ID)
			.index("status", ID)
			.index(PARTICIPANT, ID)
			.index("tags", ID)
			.index(EXPERIMENT, "status", ID)
			.index(EXPERIMENT, "tags", ID)
			.index(EXPERIMENT, VERSION, ID)
			.with(OutboxSource.index());
	}

	@Bean
	CollectionIndexes experimentMessageIndexes() {
		return CollectionIndexes.of(MessageBatch.COLLECTION)
			.unique("session", "position")
			.partial(MessageBatchRepository.PENDING_SINCE);
	}

	@Bean
	Sweep orphanedMessages(OrphanedMessageSweep orphans, ExperimentProperties properties) {
		return Sweep.byOneInstance("experiment-leftovers", properties.sweepInterval(), orphans::removeLeftovers);
	}

}
