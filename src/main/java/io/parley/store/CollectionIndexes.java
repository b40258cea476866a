package io.parley.store;

import java.util.List;

import org.springframework.data.mongodb.core.index.IndexDefinition;

/**
 * The indexes that a feature declares for a collection of its own. A bean of this type is
 * created in the store when the service starts, and the tests hold every query of the
 * suite against it: the fields that a query compares for equality come first in the
 * index, then those that it sorts by, then ranges; the first is always the team.
 *
 * @param collection the collection's name
 * @param indexes its indexes, without the one on {@code _id}
 */
public record CollectionIndexes(String collection, List<IndexDefinition> indexes) {

	public CollectionIndexes {
		indexes = List.copyOf(indexes);
	}

}
