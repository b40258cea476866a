package io.parley.store.embedded;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import de.bwaldvogel.mongo.MongoCollection;
import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.backend.KeyValue;
import de.bwaldvogel.mongo.backend.Missing;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.DuplicateKeyError;
import org.h2.mvstore.MVMap;
import org.jspecify.annotations.Nullable;

/**
 * A unique index. A sparse one has no entry of a document that has none of the fields.
 */
class UniqueIndex extends StoredIndex {

	UniqueIndex(MVMap<String, String> positions, String name, List<IndexKey> keys, boolean sparse) {
		super(positions, name, keys, sparse);
	}

	@Override
	Set<String> entriesOf(Document document) {
		return (isSparse() && hasNone(document)) ? Set.of() : keysOf(document);
	}

	@Override
	public boolean isUnique() {
		return true;
	}

	@Override
	public boolean isComplete() {
		return !isSparse();
	}

	@Override
	public boolean hasNulls() {
		return !isSparse();
	}

	@Override
	public void checkAdd(Document document, MongoCollection<String> collection) {
		super.checkAdd(document, collection);
		checkUnique(document, null, collection);
	}

	/**
	 * Also checks, since one that is being built is checked for one document after the
	 * other.
	 */
	@Override
	public void add(Document document, String position, MongoCollection<String> collection) {
		checkUnique(document, position, collection);
		super.add(document, position, collection);
	}

	@Override
	void checkChanged(Document oldDocument, Document newDocument, MongoCollection<String> collection) {
		super.checkChanged(oldDocument, newDocument, collection);
		checkUnique(newDocument, StoredCollection.positionOf(oldDocument), collection);
	}

	private void checkUnique(Document document, @Nullable String own, MongoCollection<String> collection) {
		for (String entry : entriesOf(document)) {
			String position = entries().get(entry);
			if (position != null && !position.equals(own)) {
				List<Object> values = new ArrayList<>();
				paths().forEach((path) -> values.add(described(path.valuesIn(document).get(0))));
				throw new DuplicateKeyError(this, collection, getKeys(), new KeyValue(values));
			}
		}
	}

	private static Object described(Object value) {
		return (value == ValueOrder.EMPTY_ARRAY) ? List.of() : value;
	}

	private boolean hasNone(Document document) {
		return paths().stream().noneMatch((path) -> path.any(document, false, (value) -> !(value instanceof Missing)));
	}

}
