package io.parley.message;

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

/** The collections of messages, threads and participants' names. */
@Configuration(proxyBeanMethods = false)
class MessageConfiguration {

	@Bean
	OutboxSource messageOutbox() {
		return OutboxSource.of(Message.COLLECTION);
	}

	@Bean
	CollectionIndexes messageIndexes() {
		return new CollectionIndexes(Message.COLLECTION,
				List.of(index("participants", "_id"), index("pairs", "_id"), index("thread", "_id"),
						sparse("filings.thread"), sparse("filings.participants"), sparse("deleted_at"),
						OutboxSource.index()));
	}

	@Bean
	CollectionIndexes threadIndexes() {
		return new CollectionIndexes(ThreadSummary.COLLECTION,
				List.of(index("thread").unique(), index("participants", "newest")));
	}

	@Bean
	CollectionIndexes participantIndexes() {
		return new CollectionIndexes(ParticipantName.COLLECTION, List.of(index("participant").unique()));
	}

	private static CompoundIndexDefinition index(String... fields) {
		Document keys = new Document(TeamTemplate.TEAM, 1);
		List.of(fields).forEach((field) -> keys.append(field, 1));
		return new CompoundIndexDefinition(keys);
	}

	/** An index of only those documents that have the field. */
	private static CompoundIndexDefinition sparse(String field) {
		CompoundIndexDefinition index = index(field);
		index.partial(PartialIndexFilter.of(Criteria.where(field).exists(true)));
		return index;
	}

}
