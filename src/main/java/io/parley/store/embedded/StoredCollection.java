package io.parley.store.embedded;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import de.bwaldvogel.mongo.MongoDatabase;
import de.bwaldvogel.mongo.backend.AbstractMongoCollection;
import de.bwaldvogel.mongo.backend.ArrayFilters;
import de.bwaldvogel.mongo.backend.CollectionOptions;
import de.bwaldvogel.mongo.backend.CursorRegistry;
import de.bwaldvogel.mongo.backend.DocumentWithPosition;
import de.bwaldvogel.mongo.backend.Index;
import de.bwaldvogel.mongo.backend.QueryResult;
import de.bwaldvogel.mongo.backend.Utils;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.MongoServerError;
import de.bwaldvogel.mongo.oplog.Oplog;
import org.h2.mvstore.MVMap;
import org.jspecify.annotations.Nullable;

/**
 * A collection in the file: its documents by the {@link KeyText} of their id. It is
 * changed by one command at a time, and read meanwhile: every reading decodes documents
 * of its own from the map as it was when the reading began.
 */
class StoredCollection extends AbstractMongoCollection<String> {

	/** Of smaller documents, all that are taken apart at once need little memory. */
	private static final int LARGE = 64 << 10;

	private final MVMap<String, byte[]> documents;

	/**
	 * The library's list of indexes, in a form that may be read while an index is added.
	 */
	private volatile List<Searchable> searchable = List.of();

	/** How many documents the command under way has changed; there is one at a time. */
	private int updates;

	StoredCollection(MongoDatabase database, String name, CollectionOptions options, MVMap<String, byte[]> documents,
			CursorRegistry cursors) {
		super(database, name, options, cursors);
		this.documents = documents;
	}

	static String positionOf(Document document) {
		return KeyText.of(document.get("_id"));
	}

	/** Runs a find command. */
	Document find(Document command, OpenCursors cursors) {
		long limit = number(command, "limit");
		boolean isSingleBatch = limit < 0 || Utils.isTrue(command.get("singleBatch"));
		Document filter = (Document) command.getOrDefault("filter", new Document());
		Results results = results(filter, (Document) command.get("sort"), number(command, "skip"), Math.abs(limit),
				projection((Document) command.get("projection")));
		EncodedBatch batch = EncodedBatch.first(command.get("batchSize"), isSingleBatch);
		return cursors.first(new OpenCursor(getFullName(), results), batch, isSingleBatch);
	}

	/** For the commands of the library, which all read to the end. */
	@Override
	protected QueryResult queryDocuments(Document query, Document orderBy, int skip, int limit, int batchSize,
			Document fields) {
		return new QueryResult(() -> decoded(results(query, orderBy, skip, limit, UnaryOperator.identity())));
	}

	@Override
	protected QueryResult matchDocuments(Document query, Document orderBy, int skip, int limit, int batchSize,
			Document fields) {
		return queryDocuments(query, orderBy, skip, limit, batchSize, fields);
	}

	@Override
	public Stream<Document> queryAllAsStream() {
		return stream(decoded(new FindResults(new DocumentScan(this.documents, false), (document) -> true,
				UnaryOperator.identity(), 0, 0)));
	}

	/**
	 * The matches of a query, in order, as a pipeline begins with them.
	 * @param fields the only fields that are asked for; null for all
	 */
	Stream<Document> matches(Document query, @Nullable Document orderBy, long skip, long limit,
			@Nullable Set<String> fields) {
		Iterator<byte[]> encoded = iterator(results(query, orderBy, skip, limit, UnaryOperator.identity()));
		return stream(encoded)
			.map((document) -> (fields != null) ? BsonScan.decode(document, fields) : Bson.decode(document));
	}

	/** How many match, where an index can tell without reading them. */
	OptionalLong countEntries(Document query) {
		return EntryCount.of(this.searchable, query);
	}

	private Results results(Document query, @Nullable Document orderBy, long skip, long limit,
			UnaryOperator<byte[]> projection) {
		boolean isNatural = orderBy == null || orderBy.isEmpty() || orderBy.containsKey("$natural");
		DocumentFilter filter = DocumentFilter.of(query);
		Optional<Plan> plan = (orderBy != null && orderBy.containsKey("$natural")) ? Optional.empty()
				: Plan.best(this.searchable, query, orderBy, (int) Math.min(Integer.MAX_VALUE, limit));
		DocumentScan scan = plan.map((best) -> new DocumentScan(this.documents, best))
			.orElseGet(() -> new DocumentScan(this.documents, isNaturalDescending(orderBy)));
		if (orderBy == null || isNatural || plan.filter(Plan::isSorted).isPresent()) {
			return new FindResults(scan, filter::matches, projection, skip, limit);
		}
		KeySort sort = new KeySort(orderBy, (limit > 0) ? skip + limit : 0,
				RunningCommand.current().memory().sortBytes());
		for (byte[] document = scan.next(); document != null; document = scan.next()) {
			if (filter.matches(document)) {
				sort.add(scan.position(), document);
			}
		}
		return new FindResults(new FindResults.Positions(sort.positions(), this.documents::get), filter::matches,
				projection, skip, limit);
	}

	private UnaryOperator<byte[]> projection(@Nullable Document fields) {
		if (fields == null || fields.isEmpty()) {
			return UnaryOperator.identity();
		}
		Set<String> included = included(fields);
		return (document) -> {
			if (included != null) {
				return Bson.encode(project(BsonScan.decode(document, included), fields));
			}
			long weight = (document.length > LARGE) ? BsonScan.weight(document) : 0;
			try (ByteBudget.Lease objects = RunningCommand.current().memory().documents().acquire(weight)) {
				return Bson.encode(project(Bson.decode(document), fields));
			}
		};
	}

	/**
	 * The fields of the top level that a projection names, if it leaves out all others;
	 * else null.
	 */
	private static @Nullable Set<String> included(Document fields) {
		Set<String> included = new HashSet<>(Set.of("_id"));
		boolean isInclusion = fields.entrySet()
			.stream()
			.filter((field) -> !field.getKey().equals("_id"))
			.peek((field) -> included.add(FieldPath.firstStep(field.getKey())))
			.allMatch((field) -> !(field.getValue() instanceof Document) && !field.getKey().contains("$")
					&& Utils.isTrue(field.getValue()));
		return (isInclusion && Utils.isTrue(fields.getOrDefault("_id", 1))) ? included : null;
	}

	/** The library has this as a part of a query only. */
	private Document project(Document document, Document fields) {
		return matchDocumentsFromStream(new Document(), Stream.of(document), 0, 0, 0, null, fields).iterator().next();
	}

	private static Iterator<byte[]> iterator(Results results) {
		return Stream.generate(results::next).takeWhile(Objects::nonNull).iterator();
	}

	private static Iterator<Document> decoded(Results results) {
		return Stream.generate(results::next).takeWhile(Objects::nonNull).map(StoredCollection::decode).iterator();
	}

	/** Several at once would be too much for a small heap. */
	private static Document decode(byte[] document) {
		if (document.length > LARGE) {
			RunningCommand.cover(BsonScan.weight(document));
		}
		return Bson.decode(document);
	}

	private static <T> Stream<T> stream(Iterator<T> iterator) {
		return StreamSupport.stream(Spliterators.spliteratorUnknownSize(iterator, Spliterator.ORDERED), false);
	}

	private static long number(Document command, String name) {
		return (command.get(name) instanceof Number number) ? number.longValue() : 0;
	}

	@Override
	protected boolean documentMatchesQuery(Document document, Document query) {
		RunningCommand.checkTime();
		return DocumentFilter.of(query).matches(document);
	}

	@Override
	protected @Nullable Document getDocument(String position) {
		byte[] document = this.documents.get(position);
		return (document != null) ? Bson.decode(document) : null;
	}

	@Override
	protected Stream<DocumentWithPosition<String>> streamAllDocumentsWithPosition() {
		DocumentScan scan = new DocumentScan(this.documents, false);
		return Stream.generate(scan::next)
			.takeWhile(Objects::nonNull)
			.map((document) -> new DocumentWithPosition<>(Bson.decode(document), scan.position()));
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
		byte[] document = Bson.encode(newDocument);
		if (!Arrays.equals(document, this.documents.put(position, document))) {
			this.updates++;
		}
	}

	@Override
	public void addDocument(Document document) {
		GivenValue.unwrap(document);
		super.addDocument(document);
	}

	/** The library does not count an update that changes a number by very little. */
	@Override
	public Document updateDocuments(Document selector, Document update, ArrayFilters arrayFilters, boolean isMulti,
			boolean isUpsert, Oplog oplog) {
		this.updates = 0;
		GivenValue.wrap(update);
		Document answer = super.updateDocuments(selector, update, arrayFilters, isMulti, isUpsert, oplog);
		return answer.append("nModified", this.updates);
	}

	@Override
	public Document findAndModify(Document command) {
		GivenValue.wrap(command.get("update"));
		return super.findAndModify(command);
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
