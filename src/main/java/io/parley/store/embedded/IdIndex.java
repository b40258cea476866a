package io.parley.store.embedded;

import java.util.List;

import de.bwaldvogel.mongo.MongoCollection;
import de.bwaldvogel.mongo.backend.Index;
import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.backend.KeyValue;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.DuplicateKeyError;
import org.h2.mvstore.MVMap;

/**
 * The index of {@code _id}: a view of the documents themselves, which lie in the file
 * under their id.
 */
class IdIndex extends Index<String> implements Searchable {

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
	public boolean isUnique() {
		return true;
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

	@Override
	public String getPosition(Document document) {
		return StoredCollection.positionOf(document);
	}

	@Override
	public void checkAdd(Document document, MongoCollection<String> collection) {
		if (this.documents.containsKey(getPosition(document))) {
			throw new DuplicateKeyError(this, collection, getKeys(), new KeyValue(document.get("_id")));
		}
	}

	/** The document is there already when its entry is to be made. */
	@Override
	public void add(Document document, String position, MongoCollection<String> collection) {
	}

	@Override
	public String remove(Document document) {
		return getPosition(document);
	}

	/** An id does not change. The library asks the index of the id before all others. */
	@Override
	public void checkUpdate(Document oldDocument, Document newDocument, MongoCollection<String> collection) {
		GivenValue.unwrap(newDocument);
	}

	@Override
	public void updateInPlace(Document oldDocument, Document newDocument, String position,
			MongoCollection<String> collection) {
	}

	@Override
	public boolean canHandle(Document query) {
		return false;
	}

	@Override
	public Iterable<String> getPositions(Document query) {
		throw new UnsupportedOperationException("Searched by its keys only");
	}

	@Override
	public boolean isEmpty() {
		return this.documents.isEmpty();
	}

	@Override
	public long getCount() {
		return this.documents.sizeAsLong();
	}

	@Override
	public long getDataSize() {
		return getCount();
	}

	@Override
	public void drop() {
	}

}
