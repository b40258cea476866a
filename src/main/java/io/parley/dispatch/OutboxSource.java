package io.parley.dispatch;

import java.util.List;
import java.util.function.BiFunction;

import io.parley.store.CollectionIndexes;
import io.parley.store.TeamTemplate;
import org.bson.Document;

import org.springframework.data.mongodb.core.index.CompoundIndexDefinition;
import org.springframework.data.mongodb.core.index.IndexDefinition;
import org.springframework.data.mongodb.core.index.PartialIndexFilter;
import org.springframework.data.mongodb.core.query.Criteria;

/**
 * A collection whose documents have an outbox. A feature declares one bean of this type
 * for each.
 *
 * @param collection the collection's name; the feature declares {@link #index()} among
 * its {@link CollectionIndexes}
 * @param fields what of a document {@code complete} looks at
 * @param complete completes an event of a bulk statement, from the document that it is in
 * as it is stored
 */
public record OutboxSource(String collection, List<String> fields,
		BiFunction<Document, OutboxEvent, OutboxEvent> complete) {

	/** A source whose events are complete when they are written. */
	public static OutboxSource of(String collection) {
		return new OutboxSource(collection, List.of(), (document, event) -> event);
	}

	/**
	 * The index that serves the relay's sweep: documents with something pending, and none
	 * else, by team and age.
	 */
	public static IndexDefinition index() {
		return new CompoundIndexDefinition(new Document(TeamTemplate.TEAM, 1).append("outbox.at", 1))
			.named("team_outbox")
			.partial(PartialIndexFilter.of(Criteria.where("outbox.at").exists(true)));
	}

	/** The pending events of a stored document, all complete, oldest first. */
	List<OutboxEvent> events(Document stored) {
		return stored.getList(OutboxEvent.OUTBOX, Document.class, List.of())
			.stream()
			.map(OutboxEvent::read)
			.map((event) -> event.isComplete() ? event : this.complete.apply(stored, event))
			.toList();
	}

}
