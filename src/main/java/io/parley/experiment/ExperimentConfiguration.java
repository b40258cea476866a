package io.parley.experiment;

import java.util.List;

import io.parley.dispatch.OutboxSource;
import io.parley.store.CollectionIndexes;
import io.parley.store.TeamTemplate;
import org.bson.Document;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.mongodb.core.index.CompoundIndexDefinition;
import org.springframework.data.mongodb.core.index.PartialIndexFilter;
import org.springframework.data.mongodb.core.query.Criteria;

/** The collections of experiments, their sessions and the messages of these. */
@Configuration(proxyBeanMethods = false)
class ExperimentConfiguration {

	private static final String EXPERIMENT = "experiment.experiment_id";

	private static final String VERSION = "experiment.version_number";

	private static final String PARTICIPANT = "participant.identifier";

	@Bean
	OutboxSource experimentSessionOutbox() {
		return OutboxSource.of(ExperimentSession.COLLECTION);
	}

	@Bean
	CollectionIndexes experimentIndexes() {
		return new CollectionIndexes(Experiment.COLLECTION, List.of(index("experiment_id").unique(), index("_id")));
	}

	@Bean
	CollectionIndexes experimentSessionIndexes() {
		return new CollectionIndexes(ExperimentSession.COLLECTION,
				List.of(index("session_id").unique(), index("_id"), index(EXPERIMENT, "_id"), index("status", "_id"),
						index(PARTICIPANT, "_id"), index("tags", "_id"), index(VERSION, "_id"),
						index(EXPERIMENT, "status", "_id"), index(EXPERIMENT, PARTICIPANT, "_id"),
						index(EXPERIMENT, "tags", "_id"), index(EXPERIMENT, VERSION, "_id"), OutboxSource.index()));
	}

	@Bean
	CollectionIndexes experimentMessageIndexes() {
		return new CollectionIndexes(MessageBatch.COLLECTION,
				List.of(index("session", "position").unique(), index(MessageBatchRepository.PENDING_SINCE).partial(
						PartialIndexFilter.of(Criteria.where(MessageBatchRepository.PENDING_SINCE).exists(true)))));
	}

	private static CompoundIndexDefinition index(String... fields) {
		Document keys = new Document(TeamTemplate.TEAM, 1);
		List.of(fields).forEach((field) -> keys.append(field, 1));
		return new CompoundIndexDefinition(keys);
	}

}
