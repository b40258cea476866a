package io.parley.store.embedded;

import java.util.List;
import java.util.Map.Entry;

import de.bwaldvogel.mongo.MongoCollection;
import de.bwaldvogel.mongo.backend.AbstractUniqueIndex;
import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.backend.KeyValue;
import de.bwaldvogel.mongo.bson.Document;
import org.h2.mvstore.MVMap;

/**
 * The index of {@code _id}: a view of the documents themselves, which lie in the file
 * under their id.
 */
class IdIndex extends AbstractUniqueIndex<String> implements Searchable {

	private final MVMap<String, byte[]> documents;

	IdIndex(MVMap<String, byte[]> documents, String name, List<IndexKey> keys) {
		super(name, keys, false);
		this.documents = documents;
	}

	@Override
	public List<String> fields() {
		return keys();
	}

	@Override
	public boolean isComplete() {
		return true;
	}

	@Override
	public boolean hasNulls() {
		return true;
	}

	@Override
	public boolean isOrdered(int field) {
		return this.documents.ceilingKey(KeyText.startOfUnordered()) == null;
	}

	@Override
	public MVMap<String, byte[]> entries() {
		return this.documents;
	}

	/** The document is there already when its entry is to be made. */
	@Override
	public void add(Document document, String position, MongoCollection<String> collection) {
	}

	@Override
	protected boolean putKeyPosition(KeyValue key, String position) {
		throw new UnsupportedOperationException("An id does not change");
	}

	@Override
	protected String removeDocument(KeyValue key) {
		return getPosition(key);
	}

	@Override
	protected String getPosition(KeyValue key) {
		String position = KeyText.of(key);
		return this.documents.containsKey(position) ? position : null;
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
		return this.documents.sizeAsLong();
	}

	@Override
	public long getDataSize() {
		return getCount();
	}

}
