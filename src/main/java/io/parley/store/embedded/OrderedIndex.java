package io.parley.store.embedded;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.bson.Document;
import org.h2.mvstore.MVMap;

/**
 * An index that is not unique. It has an entry for every document, also where a sparse or
 * partial one was asked for. An entry ends with its document's position, so equal keys
 * are in the order of {@code _id}.
 */
class OrderedIndex extends StoredIndex {

	OrderedIndex(MVMap<String, String> positions, String name, List<IndexKey> keys) {
		super(positions, name, keys, false);
	}

	@Override
	Set<String> entriesOf(Document document) {
		String position = StoredCollection.positionOf(document);
		return keysOf(document).stream().map((key) -> key + position).collect(Collectors.toSet());
	}

	@Override
	public boolean isComplete() {
		return true;
	}

	@Override
	public boolean hasNulls() {
		return true;
	}

}
