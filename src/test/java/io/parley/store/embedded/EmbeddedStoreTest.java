package io.parley.store.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import com.mongodb.MongoWriteException;
import com.mongodb.MongoBulkWriteException;
import com.mongodb.MongoCommandException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;
import org.bson.Document;
import org.bson.types.Decimal128;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class EmbeddedStoreTest {

	@TempDir
	private Path directory;

	@Test
	void keepsWhatItWasGivenWhenItIsOpenedAgain() {
		Document given = new Document("_id", "one").append("nothing", null)
			.append("long", Long.MAX_VALUE)
			.append("decimal", Decimal128.parse("0.10"))
			.append("nested",
					new Document("a.b", 1).append("$c", List.of(1, List.of(), new Document())).append("", "\u0000"))
			.append("text", "\ud83d\ude00");
		Path missing = this.directory.resolve("not/yet");
		withDocuments(missing, (documents) -> documents.insertOne(given));
		withDocuments(missing, (documents) -> assertThat(documents.find().first()).isEqualTo(given));
	}

	@Test
	void refusesASecondProcess() throws Exception {
		try (EmbeddedStore store = EmbeddedStore.open(this.directory, false)) {
			Process second = new ProcessBuilder(ProcessHandle.current().info().command().orElse("java"), "-cp",
					System.getProperty("java.class.path"), StoreWriter.class.getName(), this.directory.toString(),
					"false", "second")
				.start();
			String error = new String(second.getErrorStream().readAllBytes());
			assertThat(second.waitFor(10, TimeUnit.SECONDS)).isTrue();
			assertThat(second.exitValue()).isNotZero();
			assertThat(error).contains("Another process uses the embedded store " + store.file() + " already.");
		}
	}

	@Test
	void saysWhichFolderItCannotUse() throws IOException {
		Path file = Files.createFile(this.directory.resolve("file"));
		assertThatExceptionOfType(EmbeddedStoreException.class).isThrownBy(() -> EmbeddedStore.open(file, false))
			.withMessage("The embedded store cannot write to the folder " + file + ".");
	}

	@Test
	void refusesAFileThatIsNotItsOwn() throws IOException {
		Path file = Files.writeString(this.directory.resolve("parley.db"), "something else".repeat(1000));
		assertThatExceptionOfType(EmbeddedStoreException.class)
			.isThrownBy(() -> EmbeddedStore.open(this.directory, false))
			.withMessageContaining(file + " cannot be opened");
	}

	@Test
	void neverShowsHalfAnUpdate() {
		withDocuments(this.directory, (documents) -> {
			documents.insertOne(new Document("_id", 1).append("a", 0).append("b", 0));
			CompletableFuture<Void> writing = CompletableFuture.runAsync(() -> {
				for (int i = 1; i <= 500; i++) {
					documents.updateOne(new Document("_id", 1),
							Updates.combine(Updates.set("a", i), Updates.set("new" + i, i), Updates.set("b", i)));
				}
			});
			while (!writing.isDone()) {
				Document seen = documents.find().first();
				assertThat(seen.get("a")).isEqualTo(seen.get("b"));
			}
			assertThat(writing).isCompleted();
		});
	}

	@Test
	void letsOneOfManyCompareAndSetsWin() {
		withDocuments(this.directory, (documents) -> {
			documents.insertOne(new Document("_id", 1).append("team", "a").append("version", 0));
			for (int round = 0; round < 20; round++) {
				Document expected = new Document("_id", 1).append("team", "a").append("version", round);
				List<CompletableFuture<Long>> writers = Stream
					.generate(() -> CompletableFuture
						.supplyAsync(() -> documents.updateOne(expected, Updates.inc("version", 1)).getModifiedCount()))
					.limit(8)
					.toList();
				assertThat(writers.stream().mapToLong(CompletableFuture::join).sum()).isOne();
			}
		});
	}

	@Test
	void letsOneOfManyEqualKeysIn() {
		withDocuments(this.directory, (documents) -> {
			documents.createIndex(Indexes.ascending("team", "key"), new IndexOptions().unique(true));
			List<CompletableFuture<Object>> writers = IntStream.range(0, 40)
				.mapToObj((i) -> CompletableFuture
					.<Object>supplyAsync(() -> documents.insertOne(new Document("team", "a").append("key", i % 5)))
					.exceptionally((ex) -> null))
				.toList();
			assertThat(writers.stream().map(CompletableFuture::join).filter(Objects::nonNull)).hasSize(5);
			assertThat(documents.countDocuments()).isEqualTo(5);
		});
	}

	@Test
	void stopsAnOrderedBulkAtItsFirstFailureAndCountsWhatWasDone() {
		withDocuments(this.directory, (documents) -> {
			documents.createIndex(Indexes.ascending("n"), new IndexOptions().unique(true));
			documents.insertMany(List.of(new Document("_id", 1).append("n", 1), new Document("_id", 2).append("n", 2)));
			List<Document> inserted = List.of(new Document("n", 3), new Document("n", 1), new Document("n", 4));
			assertThatExceptionOfType(MongoBulkWriteException.class).isThrownBy(() -> documents.insertMany(inserted))
				.matches((ex) -> ex.getWriteResult().getInsertedCount() == 1 && ex.getWriteErrors().size() == 1);
			List<UpdateOneModel<Document>> updates = List.of(
					new UpdateOneModel<>(new Document("_id", 1), Updates.set("a", 1)),
					new UpdateOneModel<>(new Document("_id", 1), Updates.set("n", 2)), new UpdateOneModel<>(
							new Document("_id", 9), Updates.set("n", 9), new UpdateOptions().upsert(true)));
			assertThatExceptionOfType(MongoBulkWriteException.class).isThrownBy(() -> documents.bulkWrite(updates))
				.matches((ex) -> ex.getWriteResult().getModifiedCount() == 1
						&& ex.getWriteErrors().get(0).getIndex() == 1);
			assertThat(documents.countDocuments(new Document("_id", 9))).isZero();
			assertThatExceptionOfType(MongoBulkWriteException.class)
				.isThrownBy(() -> documents.bulkWrite(updates, new BulkWriteOptions().ordered(false)))
				.matches((ex) -> ex.getWriteResult().getUpserts().get(0).getIndex() == 2);
		});
	}

	@Test
	void refusesOtherKeysUnderTheNameOfAnIndex() {
		withDocuments(this.directory, (documents) -> {
			IndexOptions named = new IndexOptions().name("named");
			documents.createIndex(Indexes.ascending("a"), named);
			documents.createIndex(Indexes.ascending("a"), named);
			assertThatExceptionOfType(MongoCommandException.class)
				.isThrownBy(() -> documents.createIndex(Indexes.ascending("b"), named))
				.matches((ex) -> ex.getErrorCode() == 86);
			documents.dropIndex("named");
			documents.createIndex(Indexes.ascending("b"), named);
		});
	}

	@Test
	void keepsASparseUniqueIndexWhereAFieldBecomesNullAndGoes() {
		withDocuments(this.directory, (documents) -> {
			documents.createIndex(Indexes.ascending("rare"), new IndexOptions().unique(true).sparse(true));
			documents.insertMany(List.of(new Document("_id", 1).append("rare", null), new Document("_id", 2)));
			assertThatExceptionOfType(MongoWriteException.class)
				.isThrownBy(() -> documents.updateOne(new Document("_id", 2), Updates.set("rare", null)))
				.matches((ex) -> ex.getCode() == 11000);
			documents.updateOne(new Document("_id", 1), Updates.unset("rare"));
			assertThat(documents.updateOne(new Document("_id", 2), Updates.set("rare", null)).getModifiedCount())
				.isOne();
		});
	}

	@Test
	void dropsAnIndexOfOneCollectionOnly() {
		withStore(this.directory, (client) -> {
			List.of("one", "other").forEach((name) -> {
				client.collection(name).createIndex(Indexes.ascending("n"), new IndexOptions().unique(true));
				client.collection(name).createIndex(Indexes.ascending("m"));
			});
			client.collection("one").dropIndex("n_1");
			client.collection("one").dropIndex(Indexes.ascending("m"));
			assertThatExceptionOfType(MongoCommandException.class)
				.isThrownBy(() -> client.collection("one").dropIndex("n_1"))
				.matches((ex) -> ex.getErrorCode() == 27);
		});
		withStore(this.directory, (client) -> {
			assertThat(indexNames(client.collection("one"))).containsExactly("_id_");
			assertThat(indexNames(client.collection("other"))).containsExactlyInAnyOrder("_id_", "n_1", "m_1");
			client.collection("other").dropIndexes();
			assertThat(indexNames(client.collection("other"))).containsExactly("_id_");
		});
	}

	@Test
	void forgetsWhatIsDropped() {
		withStore(this.directory, (client) -> {
			List.of("one", "other").forEach((name) -> {
				client.collection(name).createIndex(Indexes.ascending("n"), new IndexOptions().unique(true));
				client.collection(name).insertOne(new Document("n", 1));
			});
			client.collection("one").drop();
			client.collection("one").insertOne(new Document("n", 1));
			client.mongo().getDatabase("parley").drop();
			client.collection("other").createIndex(Indexes.ascending("n"), new IndexOptions().unique(true));
			client.collection("other").insertOne(new Document("n", 1));
		});
		withStore(this.directory, (client) -> {
			assertThat(client.mongo().getDatabase("parley").listCollectionNames()).containsExactly("other");
			assertThat(client.collection("other").countDocuments(new Document("n", 1))).isOne();
		});
	}

	@Test
	void indexesDocumentsThatWereThereBefore() {
		withDocuments(this.directory, (documents) -> {
			documents.insertMany(IntStream.range(0, 50).mapToObj((i) -> new Document("n", i % 10)).toList());
			documents.createIndex(Indexes.ascending("n"));
			assertThat(documents.countDocuments(new Document("n", 3))).isEqualTo(5);
		});
		withDocuments(this.directory, (documents) -> {
			documents.insertOne(new Document("n", 3));
			assertThat(documents.countDocuments(new Document("n", 3))).isEqualTo(6);
		});
	}

	@Test
	void doesNotGrowWithEveryWrite() throws IOException {
		withDocuments(this.directory, (documents) -> {
			documents.createIndex(Indexes.ascending("n"));
			for (int i = 0; i < 2500; i++) {
				documents.insertOne(new Document("_id", i).append("n", i).append("text", "x".repeat(1000)));
			}
		});
		assertThat(Files.size(this.directory.resolve("parley.db"))).isLessThan(10 << 20);
	}

	private static List<String> indexNames(MongoCollection<Document> collection) {
		return collection.listIndexes().map((index) -> index.getString("name")).into(new ArrayList<>());
	}

	private static void withDocuments(Path directory, Consumer<MongoCollection<Document>> use) {
		withStore(directory, (client) -> use.accept(client.collection("documents")));
	}

	private static void withStore(Path directory, Consumer<StoreClient> use) {
		try (EmbeddedStore store = EmbeddedStore.open(directory, false); StoreClient client = StoreClient.of(store)) {
			use.accept(client);
		}
	}

}
