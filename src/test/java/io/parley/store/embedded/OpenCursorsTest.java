package io.parley.store.embedded;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

import com.mongodb.MongoCommandException;
import com.mongodb.MongoException;
import com.mongodb.MongoExecutionTimeoutException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoCursor;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.Updates;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class OpenCursorsTest {

	private static final int MEBIBYTE = 1 << 20;

	/** As if the process had 256 MiB: 2 MiB in a batch, 16 MiB of keys in a sort. */
	private static final Memory MEMORY = Memory.of(256L * MEBIBYTE);

	private EmbeddedStore store;

	private StoreClient client;

	private MongoCollection<Document> documents;

	@BeforeEach
	void open(@TempDir Path directory) {
		this.store = EmbeddedStore.open(directory, false, MEMORY, (error) -> {
		});
		this.client = StoreClient.of(this.store);
		this.documents = this.client.collection("documents");
	}

	@AfterEach
	void close() {
		this.client.close();
		this.store.close();
	}

	@Test
	void answersMoreThanOneReplyCanHold() {
		insertLarge(60);
		List<Integer> all = this.documents.find().map((found) -> found.getInteger("_id")).into(new ArrayList<>());
		assertThat(all).containsExactlyElementsOf(numbers(0, 60));
	}

	@Test
	void sortsMoreThanOneReplyCanHoldWithoutAnIndex() {
		insertLarge(60);
		List<Integer> sorted = this.documents.find()
			.sort(Sorts.descending("n"))
			.map((found) -> found.getInteger("n"))
			.into(new ArrayList<>());
		assertThat(sorted).hasSize(60).isSortedAccordingTo((one, other) -> other - one);
		assertThat(this.documents.find().sort(Sorts.ascending("n")).skip(3).limit(2).map((found) -> found.get("n")))
			.containsExactly(3, 4);
	}

	@Test
	void aChangeOfALargeDocumentWaitsForItsMemory() {
		this.documents.insertOne(new Document("_id", "large").append("data", "x".repeat(MEBIBYTE)));
		this.documents.insertOne(new Document("_id", "small"));
		long free = MEMORY.documents().free();
		try (ByteBudget.Lease all = MEMORY.documents().acquire(Integer.MAX_VALUE)) {
			assertThat(change("small")).containsEntry("nModified", 1);
			assertThatExceptionOfType(MongoExecutionTimeoutException.class).isThrownBy(() -> change("large"));
		}
		assertThat(change("large")).containsEntry("nModified", 1);
		assertThat(MEMORY.documents().free()).isEqualTo(free);
	}

	private Document change(String id) {
		Document update = new Document("q", new Document("_id", id)).append("u",
				new Document("$set", new Document("changed", true)));
		return command(
				new Document("update", "documents").append("updates", List.of(update)).append("maxTimeMS", 1000));
	}

	@Test
	void boundsABatchByBytesAndAnswersALargeDocumentAlone() {
		insertLarge(12);
		Document answer = command(new Document("find", "documents").append("batchSize", 1000));
		assertThat(batch(answer, "firstBatch")).hasSize(2);
		long id = id(answer);
		assertThat(id).isNotZero();
		Document next = command(more(id));
		assertThat(batch(next, "nextBatch")).hasSize(2);
		assertThat(id(next)).isEqualTo(id);
		this.documents.insertOne(new Document("_id", 100).append("text", "x".repeat(10 * MEBIBYTE)));
		assertThat(batch(command(new Document("find", "documents").append("filter", new Document("_id", 100))),
				"firstBatch"))
			.hasSize(1);
	}

	@Test
	void answersAHundredAndOneDocumentsFirstAndAsManyAsAreAskedForThen() {
		this.documents.insertMany(numbers(0, 400).stream().map((i) -> new Document("_id", i)).toList());
		Document first = command(new Document("find", "documents"));
		assertThat(batch(first, "firstBatch")).hasSize(101);
		assertThat(batch(command(more(id(first)).append("batchSize", 7)), "nextBatch")).hasSize(7);
		Document last = command(more(id(first)));
		assertThat(batch(last, "nextBatch")).hasSize(292);
		assertThat(id(last)).isZero();
		assertThat(batch(command(new Document("find", "documents").append("batchSize", 0)), "firstBatch")).isEmpty();
		Document limited = command(new Document("find", "documents").append("limit", 5).append("batchSize", 5));
		assertThat(batch(limited, "firstBatch")).hasSize(5);
		assertThat(id(limited)).isZero();
		Document single = command(new Document("find", "documents").append("batchSize", 5).append("singleBatch", true));
		assertThat(batch(single, "firstBatch")).hasSize(5);
		assertThat(id(single)).isZero();
	}

	@Test
	void answersAnAggregationInBatches() {
		insertLarge(30);
		List<Document> pipeline = List.of(new Document("$match", new Document("n", new Document("$gte", 0))),
				new Document("$sort", new Document("n", -1)),
				new Document("$group", new Document("_id", "$group").append("first", new Document("$first", "$$ROOT"))),
				new Document("$sort", new Document("_id", 1)));
		List<Integer> firsts = this.documents.aggregate(pipeline)
			.map((found) -> found.get("first", Document.class).getInteger("n"))
			.into(new ArrayList<>());
		assertThat(firsts).containsExactlyElementsOf(numbers(20, 30));
		assertThat(this.documents.countDocuments(Filters.gte("n", 10))).isEqualTo(20);
	}

	@Test
	void forgetsACursorThatIsKilled() {
		insertLarge(12);
		long id = id(command(new Document("find", "documents")));
		Document killed = command(new Document("killCursors", "documents").append("cursors", List.of(id, 77L)));
		assertThat(killed.getList("cursorsKilled", Long.class)).containsExactly(id);
		assertThat(killed.getList("cursorsNotFound", Long.class)).containsExactly(77L);
		assertThatExceptionOfType(MongoCommandException.class).isThrownBy(() -> command(more(id)))
			.matches((ex) -> ex.getErrorCode() == 43);
	}

	@Test
	void forgetsTheOldestOfTooManyCursors() {
		insertLarge(2);
		List<Long> ids = IntStream.range(0, OpenCursors.MAX_CURSORS + 1)
			.mapToObj((i) -> id(command(new Document("find", "documents").append("batchSize", 1))))
			.toList();
		assertThatExceptionOfType(MongoCommandException.class).isThrownBy(() -> command(more(ids.get(0))))
			.matches((ex) -> ex.getErrorCode() == 43);
		assertThat(batch(command(more(ids.get(1))), "nextBatch")).hasSize(1);
	}

	@Test
	void goesOnWhereItWasWhenDocumentsChangeMeanwhile() {
		this.documents.createIndex(Indexes.ascending("team", "n"));
		this.documents.createIndex(Indexes.ascending("tags"));
		this.documents.insertMany(numbers(0, 50).stream()
			.map((i) -> new Document("_id", i).append("team", "a").append("n", i).append("tags", List.of(1, 2, 3)))
			.toList());
		List.of(this.documents.find(Filters.eq("team", "a")).sort(Sorts.ascending("n")),
				this.documents.find(Filters.gte("tags", 1)), this.documents.find().sort(Sorts.ascending("tags", "n")))
			.forEach((query) -> {
				List<Integer> seen = new ArrayList<>();
				try (MongoCursor<Document> cursor = query.batchSize(5).iterator()) {
					while (cursor.hasNext()) {
						int id = cursor.next().getInteger("_id");
						seen.add(id);
						this.documents.updateOne(Filters.eq("_id", id), Updates.set("note", "read"));
					}
				}
				assertThat(seen).containsExactlyElementsOf(numbers(0, 50));
			});
		try (MongoCursor<Document> cursor = this.documents.find().batchSize(5).iterator()) {
			cursor.next();
			this.documents.deleteMany(Filters.gte("_id", 10));
			assertThat(cursor.available()).isEqualTo(4);
			IntStream.range(0, 9).forEach((i) -> cursor.next());
			assertThat(cursor.hasNext()).isFalse();
		}
	}

	@Test
	void refusesASortWhoseKeysNeedTooMuchMemory() {
		this.documents
			.insertMany(numbers(0, 1000).stream().map((i) -> new Document("text", i + "x".repeat(20_000))).toList());
		assertThatExceptionOfType(MongoException.class)
			.isThrownBy(() -> this.documents.find().sort(Sorts.ascending("text")).into(new ArrayList<>()))
			.matches((ex) -> ex.getCode() == 292);
		assertThat(this.documents.find().sort(Sorts.ascending("text")).limit(3)).hasSize(3);
	}

	@Test
	void projectsLargeDocuments() {
		insertLarge(5);
		Document filter = new Document("_id", 1);
		assertThat(this.documents.find(filter).projection(new Document("n", 1)).first())
			.isEqualTo(new Document("_id", 1).append("n", 2));
		assertThat(this.documents.find(filter).projection(new Document("n", true).append("_id", 0)).first())
			.isEqualTo(new Document("n", 2));
		assertThat(this.documents.find(filter).projection(new Document("_id", 1)).first()).isEqualTo(filter);
		assertThat(this.documents.find(filter).projection(new Document("text", 0)).first())
			.isEqualTo(new Document("_id", 1).append("n", 2).append("group", 2));
	}

	@Test
	void takesOneLargeCommandAfterTheOther() {
		List<Document> many = numbers(0, 40).stream()
			.map((i) -> new Document("_id", i).append("text", "x".repeat(MEBIBYTE)))
			.toList();
		this.documents.insertMany(many);
		assertThat(this.documents.countDocuments()).isEqualTo(40);
	}

	private void insertLarge(int count) {
		numbers(0, count).forEach((i) -> this.documents.insertOne(new Document("_id", i).append("n", (i * 7) % count)
			.append("group", (i * 7) % count % 10)
			.append("text", "x".repeat(900_000))));
	}

	private Document command(Document command) {
		return this.client.mongo().getDatabase("parley").runCommand(command);
	}

	private static Document more(long id) {
		return new Document("getMore", id).append("collection", "documents");
	}

	private static long id(Document answer) {
		return answer.get("cursor", Document.class).getLong("id");
	}

	private static List<Document> batch(Document answer, String name) {
		return answer.get("cursor", Document.class).getList(name, Document.class);
	}

	private static List<Integer> numbers(int from, int to) {
		return IntStream.range(from, to).boxed().toList();
	}

}
