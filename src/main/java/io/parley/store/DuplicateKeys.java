package io.parley.store;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

import com.mongodb.MongoException;
import org.bson.Document;

/** Finds which keys stand in the way of a unique index, for who has to clear them up. */
final class DuplicateKeys {

	private static final int SHOWN = 5;

	private static final int MINUTES = 5;

	private final MajorityReads store;

	DuplicateKeys(MajorityReads store) {
		this.store = store;
	}

	/** A sentence with some of the keys that more than one document has. */
	String describe(String collection, IndexSpec index) {
		try {
			List<String> fields = List.copyOf(index.key().keySet());
			String keys = find(collection, index, fields).stream()
				.map((group) -> named(group.get("_id", Document.class), fields).toJson() + " (" + group.get("count")
						+ " documents)")
				.collect(Collectors.joining(", "));
			return "these keys collide: " + keys;
		}
		catch (MongoException ex) {
			return "keys collide; which ones could not be found out: " + ex.getMessage();
		}
	}

	/**
	 * The keys with their fields numbered: a path into a document has dots, which no
	 * field of the result may have.
	 */
	private List<Document> find(String collection, IndexSpec index, List<String> fields) {
		Document key = new Document();
		for (int i = 0; i < fields.size(); i++) {
			key.append(Integer.toString(i), "$" + fields.get(i));
		}
		Document filter = (index.stored().get("partialFilterExpression") instanceof Document partial) ? partial
				: new Document();
		return this.store.getDb()
			.withTimeout(MINUTES, TimeUnit.MINUTES)
			.getCollection(collection)
			.aggregate(List.of(new Document("$match", filter),
					new Document("$group", new Document("_id", key).append("count", new Document("$sum", 1))),
					new Document("$match", new Document("count", new Document("$gt", 1))),
					new Document("$limit", SHOWN)))
			.allowDiskUse(true)
			.into(new ArrayList<>());
	}

	/** A numbered key under the names of its fields; without those that are missing. */
	private static Document named(Document numbered, List<String> fields) {
		Document key = new Document();
		numbered.forEach((number, value) -> key.append(fields.get(Integer.parseInt(number)), value));
		return key;
	}

}
