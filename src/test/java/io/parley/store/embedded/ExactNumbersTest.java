package io.parley.store.embedded;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.ReturnDocument;
import com.mongodb.client.model.Sorts;
import org.bson.Document;
import org.bson.types.Decimal128;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** No number is taken for another, in indexes, orders and updates. */
class ExactNumbersTest {

	private static final Decimal128 TENTH = Decimal128.parse("0.1");

	private static final Decimal128 NEARLY_TENTH = Decimal128.parse("0.1000000000000000000000000000000001");

	private static final Decimal128 BEYOND_LONG = Decimal128.parse("9223372036854775808");

	private static final List<Object> NUMBERS = List.of(TENTH, NEARLY_TENTH, 0.1, Long.MAX_VALUE - 1, Long.MAX_VALUE,
			BEYOND_LONG, Decimal128.parse("9223372036854775808.5"));

	@TempDir
	private Path directory;

	@Test
	void tellsThemApartInAUniqueIndexAndAsIds() {
		withDocuments((documents) -> {
			documents.createIndex(Indexes.ascending("n"), new IndexOptions().unique(true));
			NUMBERS.forEach((number) -> documents.insertOne(new Document("_id", number).append("n", number)));
			NUMBERS.forEach((number) -> {
				assertThat(documents.countDocuments(new Document("n", number))).isOne();
				assertThat(documents.countDocuments(new Document("_id", number))).isOne();
			});
			assertThatExceptionOfType(MongoWriteException.class)
				.isThrownBy(() -> documents.insertOne(new Document("n", Decimal128.parse("0.10"))))
				.matches((ex) -> ex.getCode() == 11000);
			assertThatExceptionOfType(MongoWriteException.class)
				.isThrownBy(() -> documents.insertOne(new Document("_id", 0x1p63).append("n", 1)))
				.matches((ex) -> ex.getCode() == 11000);
		});
	}

	@Test
	void sortsThemWithAndWithoutAnIndex() {
		List<Object> sorted = List.of(TENTH, NEARLY_TENTH, 0.1, Long.MAX_VALUE - 1, Long.MAX_VALUE, BEYOND_LONG,
				Decimal128.parse("9223372036854775808.5"));
		withDocuments((documents) -> {
			for (int i = 0; i < sorted.size(); i++) {
				documents.insertOne(new Document("_id", sorted.size() - i).append("n", sorted.get(i)));
			}
			assertThat(
					documents.find().sort(Sorts.ascending("n")).map((found) -> found.get("n")).into(new ArrayList<>()))
				.isEqualTo(sorted);
			documents.createIndex(Indexes.ascending("n"));
			assertThat(documents.find(new Document("n", new Document("$gt", TENTH)))
				.sort(Sorts.ascending("n"))
				.map((found) -> found.get("n"))
				.into(new ArrayList<>())).isEqualTo(sorted.subList(1, sorted.size()));
		});
	}

	@Test
	void setsANumberThatDiffersByVeryLittleOrInItsType() {
		withDocuments((documents) -> {
			documents.createIndex(Indexes.ascending("n"));
			documents.insertOne(new Document("_id", 1).append("n", TENTH).append("list", List.of(1, 2)));
			Document set = new Document("$set",
					new Document("n", NEARLY_TENTH).append("list", List.of(1, 2L)).append("deep.n", 5));
			assertThat(documents.updateOne(new Document("_id", 1), set).getModifiedCount()).isOne();
			assertThat(documents.updateOne(new Document("_id", 1), set).getModifiedCount()).isZero();
			assertThat(documents.find(new Document("n", NEARLY_TENTH)).first())
				.isEqualTo(new Document("_id", 1).append("n", NEARLY_TENTH)
					.append("list", List.of(1, 2L))
					.append("deep", new Document("n", 5)));
			assertThat(documents.countDocuments(new Document("n", TENTH))).isZero();
			Document after = documents.findOneAndUpdate(new Document("_id", 1),
					new Document("$set", new Document("deep.n", 5L)),
					new FindOneAndUpdateOptions().returnDocument(ReturnDocument.AFTER));
			assertThat(after.get("deep", Document.class).get("n")).isEqualTo(5L);
		});
	}

	@Test
	void makesIndexesOfAnOlderFileAnew() {
		Document found = new Document("_id", BEYOND_LONG).append("team", "a").append("n", TENTH);
		withDocuments((documents) -> {
			documents.createIndex(Indexes.ascending("team", "n"));
			documents.createIndex(Indexes.ascending("n"), new IndexOptions().unique(true));
			documents.insertOne(found);
			documents.insertOne(new Document("_id", "other").append("team", "a").append("n", 0.1));
		});
		makeOld();
		withDocuments((documents) -> {
			assertThat(documents.find(new Document("_id", BEYOND_LONG)).first()).isEqualTo(found);
			assertThat(documents.find(new Document("n", TENTH)).first()).isEqualTo(found);
			assertThat(documents.find(new Document("team", "a").append("n", TENTH)).first()).isEqualTo(found);
			assertThat(documents.countDocuments()).isEqualTo(2);
			assertThatExceptionOfType(MongoWriteException.class)
				.isThrownBy(() -> documents.insertOne(new Document("n", TENTH)))
				.matches((ex) -> ex.getCode() == 11000);
		});
	}

	/** As the version before kept it: numbers by their nearest double. */
	private void makeOld() {
		try (MVStore file = MVStore.open(this.directory.resolve("parley.db").toString())) {
			MVMap<String, byte[]> documents = StoredDatabase.documents(file, "documents.parley.documents");
			String position = documents.firstKey();
			documents.put("2c3e00000000000008000", documents.remove(position));
			file.getMapNames().stream().filter((name) -> name.startsWith("index.")).forEach((name) -> {
				MVMap<String, String> entries = StoredDatabase.positions(file, name);
				entries.clear();
				entries.put("2bfb999999999999a8000", "2c3e00000000000008000");
			});
			file.setStoreVersion(0);
		}
	}

	private void withDocuments(Consumer<MongoCollection<Document>> use) {
		try (EmbeddedStore store = EmbeddedStore.open(this.directory, false);
				StoreClient client = StoreClient.of(store)) {
			use.accept(client.collection("documents"));
		}
	}

}
