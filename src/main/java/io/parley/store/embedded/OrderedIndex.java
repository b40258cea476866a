package io.parley.store.embedded;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import de.bwaldvogel.mongo.MongoCollection;
import de.bwaldvogel.mongo.backend.Index;
import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.bson.Document;
import org.h2.mvstore.MVMap;

/**
 * An index that is not unique. It has an entry for every document, also where a sparse or
 * partial one was asked for, and one for every element of an array. An entry ends with
 * its document's position, so equal keys are in the order of {@code _id}.
 */
class OrderedIndex extends Index<String> implements Searchable {

	private final MVMap<String, String> positions;

	private final List<FieldPath> paths;

	/** The paths that the entries are sorted by: those of the index, then {@code _id}. */
	private final List<FieldPath> order;

	OrderedIndex(MVMap<String, String> positions, String name, List<IndexKey> keys) {
		super(name, keys, false);
		this.positions = positions;
		this.paths = keys.stream().map(IndexKey::getKey).map(FieldPath::of).toList();
		this.order = Stream.concat(this.paths.stream(), Stream.of(FieldPath.of("_id"))).toList();
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
		return !this.positions.containsKey(unorderedMark(field));
	}

	@Override
	public MVMap<String, String> entries() {
		return this.positions;
	}

	@Override
	public void add(Document document, String position, MongoCollection<String> collection) {
		entriesOf(document).forEach((key) -> this.positions.put(key, position));
		markUnordered(document);
	}

	@Override
	public String remove(Document document) {
		entriesOf(document).forEach(this.positions::remove);
		return StoredCollection.positionOf(document);
	}

	@Override
	public void updateInPlace(Document oldDocument, Document newDocument, String position,
			MongoCollection<String> collection) {
		Set<String> before = entriesOf(oldDocument);
		Set<String> after = entriesOf(newDocument);
		before.stream().filter((key) -> !after.contains(key)).forEach(this.positions::remove);
		after.stream().filter((key) -> !before.contains(key)).forEach((key) -> this.positions.put(key, position));
		markUnordered(newDocument);
	}

	private Set<String> entriesOf(Document document) {
		Set<String> keys = Set.of("");
		for (FieldPath path : this.paths) {
			Set<String> longer = new LinkedHashSet<>();
			List<String> values = path.valuesIn(document).stream().map(KeyText::of).distinct().toList();
			keys.forEach((key) -> values.forEach((value) -> longer.add(key + value)));
			keys = longer;
		}
		String position = StoredCollection.positionOf(document);
		Set<String> entries = new LinkedHashSet<>();
		keys.forEach((key) -> entries.add(key + position));
		return entries;
	}

	/**
	 * Marks stay: an index that once held an array is never again trusted to sort by that
	 * field.
	 */
	private void markUnordered(Document document) {
		for (int i = 0; i < this.order.size(); i++) {
			if (isOrdered(i) && !this.order.get(i).isOrderedIn(document)) {
				this.positions.put(unorderedMark(i), "");
			}
		}
	}

	/** Lies before all entries, since {@code !} comes before every {@link KeyText}. */
	private static String unorderedMark(int field) {
		return "!" + field;
	}

	@Override
	public String getPosition(Document document) {
		return null;
	}

	@Override
	public void checkAdd(Document document, MongoCollection<String> collection) {
	}

	@Override
	public void checkUpdate(Document oldDocument, Document newDocument, MongoCollection<String> collection) {
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
	public long getCount() {
		return this.positions.sizeAsLong();
	}

	@Override
	public long getDataSize() {
		return getCount();
	}

	@Override
	public void drop() {
	}

}
