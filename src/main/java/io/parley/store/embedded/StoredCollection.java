package io.parley.store.embedded;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

import de.bwaldvogel.mongo.MongoDatabase;
import de.bwaldvogel.mongo.backend.AbstractMongoCollection;
import de.bwaldvogel.mongo.backend.CollectionOptions;
import de.bwaldvogel.mongo.backend.CursorRegistry;
import de.bwaldvogel.mongo.backend.DocumentWithPosition;
import de.bwaldvogel.mongo.backend.Index;
import de.bwaldvogel.mongo.backend.QueryResult;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.MongoServerError;
import org.h2.mvstore.Cursor;
import org.h2.mvstore.MVMap;

/**
 * A collection in the file: its documents by the {@link KeyText} of their id. It is
 * changed by one command at a time, and read meanwhile: every reading decodes documents
 * of its own from the map as it was when the reading began.
 */
class StoredCollection extends AbstractMongoCollection<String> {

	private final MVMap<String, byte[]> documents;

	/**
	 * The library's list of indexes, in a form that may be read while an index is added.
	 */
	private volatile List<Searchable> searchable = List.of();

	StoredCollection(MongoDatabase database, String name, CollectionOptions options, MVMap<String, byte[]> documents,
			CursorRegistry cursors) {
		super(database, name, options, cursors);
		this.documents = documents;
	}

	static String positionOf(Document document) {
		return KeyText.of(document.get("_id"));
	}

	@Override
	protected QueryResult queryDocuments(Document query, Document orderBy, int skip, int limit, int batchSize,
			Document fields) {
		Optional<Plan> plan = Plan.best(this.searchable, query, orderBy, limit);
		if (plan.isEmpty() || (orderBy != null && orderBy.containsKey("$natural"))) {
			return matchDocuments(query, orderBy, skip, limit, batchSize, fields);
		}
		return matchDocumentsFromStream(query, read(plan.get()), skip, limit, batchSize,
				plan.get().isSorted() ? null : deriveComparator(orderBy), fields);
	}

	@Override
	protected QueryResult matchDocuments(Document query, Document orderBy, int skip, int limit, int batchSize,
			Document fields) {
		return matchDocumentsFromStream(all(isNaturalDescending(orderBy)), query, orderBy, skip, limit, batchSize,
				fields);
	}

	/**
	 * The library reads everything and filters then; where a pipeline begins with a
	 * filter, an index can do better.
	 */
	@Override
	public Stream<Document> queryAllAsStream() {
		Stream<Document> first = Plan.best(this.searchable, RunningCommand.takeFirstMatch(), null, 0)
			.map(this::read)
			.orElseGet(() -> all(false));
		return first.peek((document) -> RunningCommand.checkTime());
	}

	@Override
	protected boolean documentMatchesQuery(Document document, Document query) {
		RunningCommand.checkTime();
		return super.documentMatchesQuery(document, query);
	}

	private Stream<Document> read(Plan plan) {
		return plan.positions().map(this::getDocument).filter(Objects::nonNull);
	}

	private Stream<Document> all(boolean descending) {
		return Entries.between(this.documents, null, null, descending, Cursor::getValue).map(Bson::decode);
	}

	@Override
	protected Document getDocument(String position) {
		byte[] document = this.documents.get(position);
		return (document != null) ? Bson.decode(document) : null;
	}

	@Override
	protected Stream<DocumentWithPosition<String>> streamAllDocumentsWithPosition() {
		return Entries.between(this.documents, null, null, false,
				(entry) -> new DocumentWithPosition<>(Bson.decode(entry.getValue()), entry.getKey()));
	}

	@Override
	protected String addDocumentInternal(Document document) {
		String position = (getIdField() != null) ? KeyText.of(document.get(getIdField()))
				: KeyText.of(UUID.randomUUID());
		this.documents.put(position, Bson.encode(document));
		return position;
	}

	@Override
	protected void handleUpdate(String position, Document oldDocument, Document newDocument) {
		this.documents.put(position, Bson.encode(newDocument));
	}

	@Override
	protected void removeDocument(String position) {
		this.documents.remove(position);
	}

	/**
	 * As MongoDB does, refuses a name that stands for another index already; the library
	 * would keep the old one.
	 */
	@Override
	public void addIndex(Index<String> index) {
		boolean conflicts = getIndexes().stream()
			.filter((existing) -> existing.getName().equals(index.getName()))
			.anyMatch((existing) -> !existing.toIndexDescription().equals(index.toIndexDescription()));
		if (conflicts) {
			throw new MongoServerError(86, "IndexKeySpecsConflict",
					"An existing index has the same name as the requested index, but other keys or options.");
		}
		super.addIndex(index);
		listSearchable();
	}

	@Override
	public void dropIndex(String name) {
		super.dropIndex(name);
		listSearchable();
	}

	private void listSearchable() {
		this.searchable = getIndexes().stream()
			.filter(Searchable.class::isInstance)
			.map(Searchable.class::cast)
			.toList();
	}

	@Override
	public int count() {
		return this.documents.size();
	}

	/** Sizes are not kept: that would be one more page to write for every document. */
	@Override
	protected boolean tracksDataSize() {
		return false;
	}

	@Override
	protected void updateDataSize(int difference) {
	}

	@Override
	protected int getDataSize() {
		return 0;
	}

}
