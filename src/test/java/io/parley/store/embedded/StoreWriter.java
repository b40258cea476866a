package io.parley.store.embedded;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Updates;
import org.bson.Document;

/**
 * A process to be killed: inserts and updates documents from several threads for ever and
 * says on its standard output which version of which document has been acknowledged.
 */
final class StoreWriter {

	static final String TEAM = "writers";

	private static final int THREADS = 6;

	private StoreWriter() {
	}

	public static void main(String[] args) {
		EmbeddedStore store = EmbeddedStore.open(Path.of(args[0]), Boolean.parseBoolean(args[1]));
		MongoCollection<Document> documents = StoreClient.of(store).collection("documents");
		documents.createIndex(Indexes.ascending("team", "key"), new IndexOptions().unique(true));
		documents.createIndex(Indexes.ascending("team", "version"));
		for (int i = 0; i < THREADS; i++) {
			String name = args[2] + "-" + i;
			new Thread(() -> write(documents, name)).start();
		}
	}

	private static void write(MongoCollection<Document> documents, String name) {
		List<String> ids = new ArrayList<>();
		for (int i = 0;; i++) {
			String id = name + "-" + i;
			documents.insertOne(new Document("_id", id).append("team", TEAM)
				.append("key", "key of " + id)
				.append("version", 0)
				.append("text", "x".repeat(i % 1000)));
			acknowledged(id, 0);
			ids.add(id);
			String updated = ids.get(i * 31 % ids.size());
			Document now = documents.findOneAndUpdate(Filters.eq("key", "key of " + updated),
					Updates.combine(Updates.inc("version", 1), Updates.set("text", "y".repeat(i % 700))));
			acknowledged(updated, now.getInteger("version") + 1);
		}
	}

	private static void acknowledged(String id, int version) {
		System.out.println("acknowledged " + id + " " + version);
	}

}
