package io.parley.store.embedded;

import java.util.List;
import java.util.Map.Entry;

import de.bwaldvogel.mongo.backend.AbstractUniqueIndex;
import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.backend.KeyValue;
import de.bwaldvogel.mongo.bson.Document;
import org.h2.mvstore.MVMap;

/**
 * A unique index. The library enforces it; how it is searched is {@link Plan}'s business.
 */
class UniqueIndex extends AbstractUniqueIndex<String> implements Searchable {

	private final MVMap<String, String> positions;

	UniqueIndex(MVMap<String, String> positions, String name, List<IndexKey> keys, boolean sparse) {
		super(name, keys, sparse);
		this.positions = positions;
	}

	@Override
	public List<String> fields() {
		return keys();
	}

	/**
	 * Never: a sparse index skips documents, and the library makes no entry for an empty
	 * array.
	 */
	@Override
	public boolean isComplete() {
		return false;
	}

	@Override
	public boolean hasNulls() {
		return !isSparse();
	}

	@Override
	public boolean isOrdered(int field) {
		return false;
	}

	@Override
	public MVMap<String, String> entries() {
		return this.positions;
	}

	/**
	 * The library expects an entry of every document, but makes none for an empty array.
	 */
	@Override
	public synchronized String remove(Document document) {
		super.remove(document);
		return StoredCollection.positionOf(document);
	}

	@Override
	protected String removeDocument(KeyValue key) {
		return this.positions.remove(KeyText.of(key));
	}

	@Override
	protected boolean putKeyPosition(KeyValue key, String position) {
		return this.positions.putIfAbsent(KeyText.of(key), position) == null;
	}

	@Override
	protected String getPosition(KeyValue key) {
		return this.positions.get(KeyText.of(key));
	}

	@Override
	public boolean canHandle(Document query) {
		return false;
	}

	@Override
	protected Iterable<Entry<KeyValue, String>> getIterable() {
		throw new UnsupportedOperationException("Searched by its keys only");
	}

	@Override
	public long getCount() {
		return this.positions.sizeAsLong();
	}

	@Override
	public long getDataSize() {
		return getCount();
	}

}
