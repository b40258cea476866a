package io.parley.store;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.bson.Document;
import org.bson.RawBsonDocument;
import org.bson.types.ObjectId;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.core.FindAndModifyOptions;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.aggregation.Aggregation;
import org.springframework.data.mongodb.core.aggregation.AggregationOperation;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;

/**
 * The only way of a feature to the database: adds the team to every query, every
 * aggregation and every insert, so that no answer can hold another team's data. The
 * module test forbids features any other.
 *
 * <p>
 * Every operation carries the client's time limit ({@code parley.store.timeout}), which
 * the store enforces as {@code maxTimeMS}, and every write is acknowledged by the
 * majority, journaled. A failure is a Spring
 * {@link org.springframework.dao.DataAccessException}; after one of a write it is not
 * known whether the write was done.
 */
public class TeamTemplate {

	/** The field that holds the team, first in every index. */
	public static final String TEAM = "team";

	/**
	 * The team of what was deleted but still has events to publish: moved out of its own
	 * team, so that no query of a caller finds it. No credential can name it.
	 */
	public static final String DELETED = "";

	private final MongoOperations mongo;

	private final KeyPageReader pages;

	private final IndexStatus indexes;

	private final @Nullable Supplier<Criteria> scope;

	private final Supplier<String> owner;

	private final @Nullable String collection;

	TeamTemplate(MongoOperations mongo, KeyPageReader pages, IndexStatus indexes, @Nullable Supplier<Criteria> scope,
			Supplier<String> owner) {
		this(mongo, pages, indexes, scope, owner, null);
	}

	private TeamTemplate(MongoOperations mongo, KeyPageReader pages, IndexStatus indexes,
			@Nullable Supplier<Criteria> scope, Supplier<String> owner, @Nullable String collection) {
		this.mongo = mongo;
		this.pages = pages;
		this.indexes = indexes;
		this.scope = scope;
		this.owner = owner;
		this.collection = collection;
	}

	/** What a new document says of its team: {@link #insert} puts the name in. */
	@SuppressWarnings("NullAway") // Nothing reads it before it is inserted.
	public static String unset() {
		return null;
	}

	/** The team that an insert belongs to. */
	public String team() {
		return this.owner.get();
	}

	/**
	 * The same operations on one named team, for work that is done on behalf of it
	 * outside a request.
	 */
	public TeamTemplate of(String team) {
		return new TeamTemplate(this.mongo, this.pages, this.indexes, () -> Criteria.where(TEAM).is(team), () -> team,
				this.collection);
	}

	/**
	 * The same operations on one named collection, whatever collection a type declares.
	 */
	public TeamTemplate on(String collection) {
		return new TeamTemplate(this.mongo, this.pages, this.indexes, this.scope, this.owner, collection);
	}

	/**
	 * Inserts a document with the team's name in it and answers it as it is stored.
	 * @throws org.springframework.dao.DuplicateKeyException when a unique index has its
	 * key
	 * @throws BusyException while a unique index of the collection is not in place
	 */
	public <T> T insert(T document) {
		String collection = collection(document.getClass());
		this.indexes.checkInsert(collection);
		Document stored = new Document();
		this.mongo.getConverter().write(document, stored);
		stored.remove("_class");
		stored.put(TEAM, this.owner.get());
		this.mongo.insert(stored, collection);
		@SuppressWarnings("unchecked")
		Class<T> type = (Class<T>) document.getClass();
		return this.mongo.getConverter().read(type, stored);
	}

	/**
	 * Inserts a document that is in its stored form already, with the team's name in it,
	 * into the collection that {@link #on} has named.
	 * @throws org.springframework.dao.DuplicateKeyException when a unique index has its
	 * key
	 * @throws BusyException while a unique index of the collection is not in place
	 */
	public void insertStored(Document stored) {
		insertEncoded(encoded(stored));
	}

	/**
	 * A document that is in its stored form already, with the team's name in it, as the
	 * bytes that go to the store: whoever has to know how many these are encodes it once.
	 */
	public RawBsonDocument encoded(Document stored) {
		stored.remove("_class");
		stored.put(TEAM, this.owner.get());
		return new RawBsonDocument(stored, CountedDocumentCodec.UNCOUNTED);
	}

	/**
	 * Inserts what {@link #encoded} has answered into the collection that {@link #on} has
	 * named.
	 * @throws org.springframework.dao.DuplicateKeyException when a unique index has its
	 * key
	 * @throws BusyException while a unique index of the collection is not in place
	 */
	public void insertEncoded(RawBsonDocument document) {
		String named = Objects.requireNonNull(this.collection);
		this.indexes.checkInsert(named);
		this.mongo.execute(named, (target) -> target.withDocumentClass(RawBsonDocument.class).insertOne(document));
	}

	/**
	 * Inserts documents that are in their stored form already, with the team's name in
	 * each, in one command.
	 * @return for each whether it was inserted; not where a unique index has its key
	 * @throws BusyException while a unique index of the collection is not in place
	 */
	public List<Boolean> insertEach(List<Document> stored, Class<?> type) {
		this.indexes.checkInsert(collection(type));
		stored.forEach((document) -> document.put(TEAM, this.owner.get()));
		return new BulkWrites(this.mongo, collection(type)).insert(stored);
	}

	public <T> Optional<T> findOne(Query query, Class<T> type) {
		return this.pages.stored().findOne(collection(type), scoped(query), type);
	}

	public <T> List<T> find(Query query, Class<T> type) {
		return this.pages.stored().find(collection(type), scoped(query), type);
	}

	/**
	 * Reads one page of a list by key, bounded by rows, by bytes
	 * ({@code parley.store.page-bytes}) and by the {@link MemoryBudget}: it may have
	 * fewer entries than asked for and the list go on, but always has one where there is
	 * one.
	 * @param query the filter, with {@link KeyOrder#after} what the page before ended
	 * with; and which fields to read
	 * @param limit the most entries
	 * @throws BusyException when there was no room for it in time
	 */
	public <T> KeyPage<T> page(Query query, KeyOrder order, int limit, Class<T> type) {
		return this.pages.read(collection(type), scoped(query).with(order.sort()), limit, type);
	}

	/**
	 * Like {@link #find}, reading batch by batch as the stream is consumed; the stream
	 * must be closed.
	 */
	public <T> Stream<T> stream(Query query, Class<T> type) {
		return this.mongo.stream(scoped(query), type, collection(type));
	}

	public long count(Query query, Class<?> type) {
		return this.mongo.count(scoped(query), type, collection(type));
	}

	/**
	 * Changes the first match atomically and answers it as it is afterwards, or nothing
	 * where none matched.
	 */
	public <T> Optional<T> findAndModify(Query query, Update update, Class<T> type) {
		FindAndModifyOptions options = FindAndModifyOptions.options().returnNew(true);
		return Optional.ofNullable(this.mongo.findAndModify(scoped(query), update, options, type, collection(type)));
	}

	/**
	 * Changes the match of the query, or inserts what query and update say where none
	 * matches. Two at once may both insert and one fail on a unique key: the caller
	 * repeats it.
	 * @throws BusyException while a unique index of the collection is not in place
	 */
	public <T> T upsert(Query query, Update update, Class<T> type) {
		this.indexes.checkInsert(collection(type));
		FindAndModifyOptions options = FindAndModifyOptions.options().returnNew(true).upsert(true);
		return Objects.requireNonNull(this.mongo.findAndModify(scoped(query), update, options, type, collection(type)));
	}

	/** Changes the first match and answers how many were changed: 0 or 1. */
	public long updateFirst(Query query, Update update, Class<?> type) {
		return this.mongo.updateFirst(scoped(query), update, type, collection(type)).getModifiedCount();
	}

	/** Changes every match in one statement and answers how many were changed. */
	public long updateMulti(Query query, Update update, Class<?> type) {
		return this.mongo.updateMulti(scoped(query), update, type, collection(type)).getModifiedCount();
	}

	/**
	 * Makes many changes with one command, in no order and each on its own: where the
	 * process or the store ends, some may be made and others not.
	 */
	public void changeEach(List<BulkChange> changes, Class<?> type) {
		new BulkWrites(this.mongo, collection(type))
			.change(changes.stream().map((change) -> change.statement(scope())).toList());
	}

	/**
	 * Changes many documents with one command, each where its condition is met. The
	 * number of changes tells that all were made; only where it does not, the stamps are
	 * read.
	 * @param changes each of another document
	 * @param field the field that each sets to its stamp
	 * @return the documents whose stamp is there: not one whose condition was not met,
	 * and perhaps not one that somebody else has changed since
	 */
	public Set<ObjectId> changeStamped(List<BulkChange.Stamped> changes, String field, Class<?> type) {
		BulkWrites writes = new BulkWrites(this.mongo, collection(type));
		List<ObjectId> ids = changes.stream().map(BulkChange.Stamped::id).toList();
		if (writes.change(changes.stream().map((change) -> change.statement(scope())).toList()) == ids.size()) {
			return Set.copyOf(ids);
		}
		Map<ObjectId, ObjectId> stamps = writes.stamps(scope(), ids, field);
		return changes.stream()
			.filter((change) -> change.stamp().equals(stamps.get(change.id())))
			.map(BulkChange.Stamped::id)
			.collect(Collectors.toSet());
	}

	private Document scope() {
		return own().getCriteriaObject();
	}

	/** Deletes every match and answers how many were deleted. */
	public long remove(Query query, Class<?> type) {
		return this.mongo.remove(scoped(query), type, collection(type)).getDeletedCount();
	}

	/** Runs a pipeline over the team's documents only. */
	public <O> List<O> aggregate(Class<?> input, Class<O> output, List<AggregationOperation> stages) {
		AggregationOperation first = Aggregation.match(own());
		List<AggregationOperation> pipeline = Stream.concat(Stream.of(first), stages.stream()).toList();
		return this.mongo.aggregate(Aggregation.newAggregation(pipeline), collection(input), output).getMappedResults();
	}

	private String collection(Class<?> type) {
		return (this.collection != null) ? this.collection : this.mongo.getCollectionName(type);
	}

	private Criteria own() {
		return Objects.requireNonNull(this.scope, "Only what one team has can be aggregated or stamped").get();
	}

	private Query scoped(Query query) {
		return (this.scope != null) ? Query.of(query).addCriteria(this.scope.get()) : query;
	}

}
