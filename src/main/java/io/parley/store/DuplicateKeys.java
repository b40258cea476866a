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
			String keys = find(collection, index).stream()
				.map((group) -> group.get("_id", Document.class).toJson() + " (" + group.get("count") + " documents)")
				.collect(Collectors.joining(", "));
			return "these keys collide: " + keys;
		}
		catch (MongoException ex) {
			return "keys collide; which ones could not be found out: " + ex.getMessage();
		}
	}

	/** Fields of the result are numbered, since a key may have dots in it. */
	private List<Document> find(String collection, IndexSpec index) {
		List<String> fields = List.copyOf(index.key().keySet());
		Document key = new Document();
		fields.forEach((field) -> key.append(field.replace('.', '_'), "$" + field));
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

}
