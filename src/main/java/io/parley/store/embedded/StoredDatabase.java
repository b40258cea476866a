package io.parley.store.embedded;

import java.util.List;
import java.util.Locale;
import java.util.Objects;

import de.bwaldvogel.mongo.MongoCollection;
import de.bwaldvogel.mongo.MongoDatabase;
import de.bwaldvogel.mongo.backend.AbstractSynchronizedMongoDatabase;
import de.bwaldvogel.mongo.backend.CollectionOptions;
import de.bwaldvogel.mongo.backend.CursorRegistry;
import de.bwaldvogel.mongo.backend.DatabaseResolver;
import de.bwaldvogel.mongo.backend.Index;
import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.backend.Utils;
import de.bwaldvogel.mongo.backend.aggregation.Aggregation;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.IndexNotFoundException;
import de.bwaldvogel.mongo.oplog.Oplog;
import io.netty.channel.Channel;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.type.ByteArrayDataType;
import org.h2.mvstore.type.StringDataType;

/**
 * A database in the file: a map for the documents of each collection, and one for each of
 * its indexes but {@code _id}'s.
 */
class StoredDatabase extends AbstractSynchronizedMongoDatabase<String> {

	static final String DOCUMENTS = "documents.";

	static final String INDEX = "index.";

	/** The library's own collections, above all that of the indexes' descriptions. */
	static final String SYSTEM = ".system.";

	static final String INDEXES = SYSTEM + "indexes";

	private final MVStore file;

	private final OpenCursors cursors;

	StoredDatabase(String name, MVStore file, CursorRegistry registry, OpenCursors cursors) {
		super(name, registry);
		this.file = file;
		this.cursors = cursors;
		initializeNamespacesAndIndexes();
	}

	@Override
	protected MongoCollection<String> openOrCreateCollection(String collection, CollectionOptions options) {
		return new StoredCollection(this, collection, options, documents(collection), this.cursorRegistry);
	}

	@Override
	protected Index<String> openOrCreateUniqueIndex(String collection, String name, List<IndexKey> keys,
			boolean sparse) {
		boolean isOfId = keys.size() == 1 && keys.get(0).getKey().equals("_id");
		return isOfId ? new IdIndex(documents(collection), name, keys)
				: new UniqueIndex(positions(collection, name), name, keys, sparse);
	}

	/**
	 * What a build that failed has put into an index goes with it; the library would take
	 * it for a whole index at the next attempt.
	 */
	@Override
	protected void addIndex(Document description) {
		try {
			super.addIndex(description);
		}
		catch (RuntimeException ex) {
			String namespace = String.valueOf(description.get("ns"));
			String name = String.valueOf(description.get("name"));
			MongoCollection<String> collection = resolveCollection(namespace.substring(namespace.indexOf('.') + 1),
					false);
			if (collection != null
					&& collection.getIndexes().stream().noneMatch((index) -> index.getName().equals(name))) {
				this.file.removeMap(INDEX + namespace + "." + name);
			}
			throw ex;
		}
	}

	@Override
	protected Index<String> openOrCreateSecondaryIndex(String collection, String name, List<IndexKey> keys,
			boolean sparse) {
		return new OrderedIndex(positions(collection, name), name, keys);
	}

	@Override
	public Document handleCommand(Channel channel, String command, Document query, DatabaseResolver databases,
			Oplog oplog) {
		return switch (command.toLowerCase(Locale.ROOT)) {
			case "find" -> find(query);
			case "aggregate" -> aggregate(query, databases, oplog);
			case "dropindexes" -> dropIndexes(query);
			case "insert" ->
				WriteStatements.countInserted(query, super.handleCommand(channel, command, query, databases, oplog));
			case "update" -> WriteStatements.run(query, "updates",
					(one) -> super.handleCommand(channel, command, one, databases, oplog));
			case "delete" -> WriteStatements.run(query, "deletes",
					(one) -> super.handleCommand(channel, command, one, databases, oplog));
			default -> super.handleCommand(channel, command, query, databases, oplog);
		};
	}

	private Document find(Document query) {
		String collection = String.valueOf(query.get("find"));
		return (resolveCollection(collection, false) instanceof StoredCollection stored)
				? stored.find(query, this.cursors) : none(collection);
	}

	private Document aggregate(Document query, DatabaseResolver databases, Oplog oplog) {
		String collection = String.valueOf(query.get("aggregate"));
		MongoCollection<String> source = resolveCollection(collection, false);
		List<Document> pipeline = Aggregation.parse(query.get("pipeline"));
		Aggregation aggregation = Aggregation.fromPipeline(pipeline, databases, this, source, oplog);
		aggregation.validate(query);
		if (!(source instanceof StoredCollection stored)) {
			return none(collection);
		}
		Results results = new HeldResults(new AggregateCommand(pipeline, aggregation).run(stored).iterator(),
				RunningCommand.current().memory().sortBytes());
		EncodedBatch batch = EncodedBatch
			.first(((Document) Objects.requireNonNull(query.get("cursor"))).get("batchSize"), false);
		return this.cursors.first(new OpenCursor(stored.getFullName(), results), batch, false);
	}

	private Document none(String collection) {
		Document cursor = new Document("id", 0L).append("ns", getFullCollectionNamespace(collection))
			.append("firstBatch", List.of());
		return new Document("cursor", cursor).append("ok", 1.0);
	}

	/** What the library keeps for a command of old drivers. */
	@Override
	protected void clearLastStatus(Channel channel) {
	}

	@Override
	protected void putLastResult(Channel channel, Document result) {
	}

	/**
	 * The library would forget the indexes of the same name in all other collections too.
	 */
	private Document dropIndexes(Document query) {
		MongoCollection<String> collection = resolveCollection(String.valueOf(query.get("dropIndexes")), true);
		Object wanted = Objects.requireNonNull(query.get("index"));
		List<String> names = collection.getIndexes()
			.stream()
			.filter((index) -> !(index instanceof IdIndex))
			.filter((index) -> wanted.equals("*") || wanted.equals(index.getName())
					|| wanted.equals(index.toIndexDescription().get("key")))
			.map(Index::getName)
			.toList();
		if (names.isEmpty() && !wanted.equals("*")) {
			throw new IndexNotFoundException("index not found with name [" + wanted + "]");
		}
		for (String name : names) {
			dropIndex(collection, name);
			Objects.requireNonNull(this.indexes.get())
				.deleteDocuments(new Document("ns", collection.getFullName()).append("name", name), 0);
		}
		Document answer = new Document();
		Utils.markOkay(answer);
		return answer;
	}

	@Override
	protected void dropIndex(MongoCollection<String> collection, String name) {
		super.dropIndex(collection, name);
		this.file.removeMap(INDEX + getFullCollectionNamespace(collection.getCollectionName()) + "." + name);
	}

	@Override
	public void dropCollection(String collection, Oplog oplog) {
		super.dropCollection(collection, oplog);
		this.file.removeMap(documents(collection));
	}

	@Override
	public void moveCollection(MongoDatabase from, MongoCollection<?> collection, String newName) {
		throw new UnsupportedOperationException("The embedded store renames no collection");
	}

	private MVMap<String, byte[]> documents(String collection) {
		return documents(this.file, DOCUMENTS + getFullCollectionNamespace(collection));
	}

	private MVMap<String, String> positions(String collection, String index) {
		return positions(this.file, INDEX + getFullCollectionNamespace(collection) + "." + index);
	}

	static MVMap<String, byte[]> documents(MVStore file, String name) {
		return file.openMap(name, new MVMap.Builder<String, byte[]>().keyType(StringDataType.INSTANCE)
			.valueType(ByteArrayDataType.INSTANCE));
	}

	static MVMap<String, String> positions(MVStore file, String name) {
		return file.openMap(name, new MVMap.Builder<String, String>().keyType(StringDataType.INSTANCE)
			.valueType(StringDataType.INSTANCE));
	}

	@Override
	protected long getFileSize() {
		return this.file.getFileStore().size();
	}

	@Override
	protected long getStorageSize() {
		return getFileSize();
	}

}
