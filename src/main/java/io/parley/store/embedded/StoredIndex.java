package io.parley.store.embedded;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.IntStream;

import de.bwaldvogel.mongo.MongoCollection;
import de.bwaldvogel.mongo.backend.Index;
import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.CannotIndexParallelArraysError;
import org.h2.mvstore.MVMap;
import org.jspecify.annotations.Nullable;

/**
 * An index in the file: positions of documents by the {@link KeyText}s of their fields,
 * with an entry for every element of an array.
 */
abstract class StoredIndex extends Index<String> implements Searchable {

	private final MVMap<String, String> positions;

	private final List<FieldPath> paths;

	/** The paths that the entries are sorted by: those of the index, then {@code _id}. */
	private final List<FieldPath> order;

	StoredIndex(MVMap<String, String> positions, String name, List<IndexKey> keys, boolean sparse) {
		super(name, keys, sparse);
		this.positions = positions;
		this.paths = keys.stream().map(IndexKey::getKey).map(FieldPath::of).toList();
		this.order = new ArrayList<>(this.paths);
		this.order.add(FieldPath.of("_id"));
	}

	/** The entries of a document, of which none is missing and none too many. */
	abstract Set<String> entriesOf(Document document);

	/** The texts of the indexed fields: one, or several where these hold arrays. */
	Set<String> keysOf(Document document) {
		Set<String> keys = Set.of("");
		for (FieldPath path : this.paths) {
			Set<String> longer = new LinkedHashSet<>();
			List<String> values = path.valuesIn(document).stream().map(KeyText::of).distinct().toList();
			keys.forEach((key) -> values.forEach((value) -> longer.add(key + value)));
			keys = longer;
		}
		return keys;
	}

	List<FieldPath> paths() {
		return this.paths;
	}

	@Override
	public List<String> fields() {
		return keys();
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
	public <T> T steadily(Supplier<T> reading) {
		synchronized (this.positions) {
			return reading.get();
		}
	}

	@Override
	public void checkAdd(Document document, MongoCollection<String> collection) {
		checkArrays(document);
	}

	@Override
	public void add(Document document, String position, MongoCollection<String> collection) {
		Set<String> entries = entriesOf(document);
		synchronized (this.positions) {
			entries.forEach((entry) -> this.positions.put(entry, position));
			markUnordered(document);
		}
	}

	@Override
	public String remove(Document document) {
		Set<String> entries = entriesOf(document);
		synchronized (this.positions) {
			entries.forEach(this.positions::remove);
		}
		return StoredCollection.positionOf(document);
	}

	@Override
	public void checkUpdate(Document oldDocument, Document newDocument, MongoCollection<String> collection) {
		if (isChanged(oldDocument, newDocument)) {
			checkChanged(oldDocument, newDocument, collection);
		}
	}

	/** Checks an update that may change the entries. */
	void checkChanged(Document oldDocument, Document newDocument, MongoCollection<String> collection) {
		checkArrays(newDocument);
	}

	/**
	 * Whether an update may change the entries: not where the fields of the top level
	 * that the paths begin with are as they were. Most updates change the fields of one
	 * index or two, and to find that out costs less than to make all entries.
	 */
	private boolean isChanged(Document oldDocument, Document newDocument) {
		for (FieldPath path : this.paths) {
			String field = path.steps().get(0);
			if (oldDocument.containsKey(field) != newDocument.containsKey(field)
					|| !Objects.equals(oldDocument.get(field), newDocument.get(field))) {
				return true;
			}
		}
		return false;
	}

	@Override
	public void updateInPlace(Document oldDocument, Document newDocument, String position,
			MongoCollection<String> collection) {
		if (!isChanged(oldDocument, newDocument)) {
			return;
		}
		Set<String> before = entriesOf(oldDocument);
		Set<String> after = entriesOf(newDocument);
		synchronized (this.positions) {
			before.stream().filter((entry) -> !after.contains(entry)).forEach(this.positions::remove);
			after.stream()
				.filter((entry) -> !before.contains(entry))
				.forEach((entry) -> this.positions.put(entry, position));
			markUnordered(newDocument);
		}
	}

	/**
	 * As in MongoDB, two fields of an index cannot hold arrays, unless they are in the
	 * same one.
	 */
	private void checkArrays(Document document) {
		List<String> arrays = this.paths.stream()
			.map((path) -> path.firstArrayIn(document))
			.flatMap(Optional::stream)
			.map((steps) -> String.join(".", steps))
			.distinct()
			.toList();
		if (arrays.size() > 1) {
			throw new CannotIndexParallelArraysError(arrays);
		}
	}

	/**
	 * Marks stay: an index that once held an array is never again trusted to sort by that
	 * field.
	 */
	void markUnordered(Document document) {
		for (int i = 0; i < this.order.size(); i++) {
			if (!this.order.get(i).isOrderedIn(document) && isOrdered(i)) {
				this.positions.put(unorderedMark(i), "");
			}
		}
	}

	/** Lies before all entries, since {@code !} comes before every {@link KeyText}. */
	private static String unorderedMark(int field) {
		return "!" + field;
	}

	@Override
	public @Nullable String getPosition(Document document) {
		return null;
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
		return this.positions.isEmpty();
	}

	@Override
	public long getCount() {
		long marks = IntStream.range(0, this.order.size()).filter((field) -> !isOrdered(field)).count();
		return this.positions.sizeAsLong() - marks;
	}

	@Override
	public long getDataSize() {
		return getCount();
	}

	@Override
	public void drop() {
	}

}
