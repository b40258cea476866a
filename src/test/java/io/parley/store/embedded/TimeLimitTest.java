package io.parley.store.embedded;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import com.mongodb.MongoException;
import com.mongodb.MongoExecutionTimeoutException;
import com.mongodb.MongoQueryException;
import com.mongodb.client.MongoCollection;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

class TimeLimitTest {

	/** Backtracks for minutes on the text below. */
	private static final String HOSTILE = "^(.*?,){20}P";

	private EmbeddedStore store;

	private StoreClient client;

	private MongoCollection<Document> documents;

	@BeforeEach
	void open(@TempDir Path directory) {
		this.store = EmbeddedStore.open(directory, false);
		this.client = StoreClient.of(this.store);
		this.documents = this.client.collection("documents");
		this.documents.insertOne(new Document("_id", "long").append("text", "1,".repeat(40))
			.append("texts", List.of("a", "1,".repeat(40))));
	}

	@AfterEach
	void close() {
		this.client.close();
		this.store.close();
	}

	@ParameterizedTest
	@MethodSource
	void endsAHostilePatternInTime(Document filter) {
		assertThatExceptionOfType(MongoExecutionTimeoutException.class)
			.isThrownBy(() -> this.documents.find(filter).maxTime(100, TimeUnit.MILLISECONDS).first());
	}

	static Stream<Document> endsAHostilePatternInTime() {
		Document pattern = new Document("$regex", HOSTILE).append("$options", "s");
		return Stream.of(new Document("text", Pattern.compile(HOSTILE)), new Document("text", pattern),
				new Document("texts", pattern), new Document("text", new Document("$not", pattern)),
				new Document("text", new Document("$in", List.of(Pattern.compile(HOSTILE)))),
				new Document("texts", new Document("$elemMatch", pattern)),
				new Document("$or", List.of(new Document("$and", List.of(new Document("text", pattern))))));
	}

	@Test
	void endsAHostilePatternInEveryCommand() {
		Document filter = new Document("text", new Document("$regex", HOSTILE));
		Document change = new Document("$set", new Document("text", ""));
		Stream<Document> commands = Stream.of(new Document("count", "documents").append("query", filter),
				new Document("distinct", "documents").append("key", "text").append("query", filter),
				new Document("aggregate", "documents").append("cursor", new Document())
					.append("pipeline", List.of(new Document("$match", filter))),
				new Document("findAndModify", "documents").append("query", filter).append("update", change),
				new Document("update", "documents").append("updates",
						List.of(new Document("q", filter).append("u", change))),
				new Document("delete", "documents").append("deletes",
						List.of(new Document("q", filter).append("limit", 1))));
		commands.forEach((command) -> assertThatExceptionOfType(MongoExecutionTimeoutException.class)
			.as(command.toJson())
			.isThrownBy(() -> this.client.mongo().getDatabase("parley").runCommand(command.append("maxTimeMS", 100))));
		assertThat(this.documents.find().first().getString("text")).startsWith("1,");
	}

	@Test
	void servesOthersMeanwhile() {
		int others = 20;
		AtomicInteger begun = new AtomicInteger();
		AtomicBoolean served = new AtomicBoolean();
		CompletableFuture<Void> hostile = CompletableFuture.runAsync(() -> {
			while (!served.get()) {
				begun.incrementAndGet();
				assertThatExceptionOfType(MongoExecutionTimeoutException.class)
					.isThrownBy(() -> this.documents.find(new Document("text", Pattern.compile(HOSTILE)))
						.maxTime(1, TimeUnit.SECONDS)
						.first());
			}
		});
		await().until(() -> begun.get() > 0);
		for (int i = 0; i < others; i++) {
			this.documents.insertOne(new Document("_id", i));
			assertThat(this.documents.find(new Document("_id", i)).first()).isNotNull();
		}
		served.set(true);
		assertThat(begun).as("what waited for a hostile one would do so each time").hasValueLessThan(others);
		assertThat(hostile).succeedsWithin(Duration.ofSeconds(60));
	}

	@Test
	void endsALongScanInTime() {
		this.documents.insertMany(IntStream.range(0, 20_000)
			.mapToObj((i) -> new Document("text", "no").append("more", List.of(1, 2, 3)))
			.toList());
		assertThatExceptionOfType(MongoExecutionTimeoutException.class).isThrownBy(
				() -> this.documents.find(new Document("text", "yes")).maxTime(1, TimeUnit.MILLISECONDS).first());
		assertThatExceptionOfType(MongoExecutionTimeoutException.class)
			.isThrownBy(() -> this.documents.aggregate(List.of(new Document("$match", new Document("text", "yes"))))
				.maxTime(1, TimeUnit.MILLISECONDS)
				.first());
	}

	@Test
	void endsAPatternThatIsTooDeepForTheStack() {
		this.documents.insertOne(new Document("text", "ab".repeat(100_000)));
		assertCode(50, () -> this.documents.find(new Document("text", Pattern.compile("^(a|b)*c"))).first());
		assertThat(this.documents.countDocuments()).isEqualTo(2);
	}

	@Test
	void refusesAnInvalidPattern() {
		assertCode(51091, () -> this.documents.find(new Document("text", new Document("$regex", "("))).first());
	}

	@Test
	void matchesPatternsAgainstStringsOnly() {
		this.documents.insertMany(List.of(new Document("n", 17), new Document("n", "17"),
				new Document("n", new Document("x", "17")), new Document("n", List.of("3", "17"))));
		assertThat(this.documents.countDocuments(new Document("n", Pattern.compile("7")))).isEqualTo(2);
		assertThat(this.documents.countDocuments(new Document("n", new Document("$regex", "7").append("$ne", "3"))))
			.isEqualTo(1);
		assertThat(this.documents
			.countDocuments(new Document("n", new Document("$regex", "7").append("$in", List.of("3", "5")))))
			.isEqualTo(1);
	}

	@Test
	void leavesPatternsInDocumentsAlone() {
		Document data = new Document("$regex", "(").append("$options", "i");
		this.documents.insertOne(new Document("_id", "data").append("data", data));
		this.documents.updateOne(new Document("_id", "data"), new Document("$set", new Document("more", data)));
		assertThat(this.documents.find(new Document("_id", "data")).first()).containsEntry("data", data)
			.containsEntry("more", data);
	}

	private static void assertCode(int code, ThrowingCallable call) {
		assertThatExceptionOfType(MongoException.class).isThrownBy(call)
			.satisfies(
					(ex) -> assertThat((ex instanceof MongoQueryException query) ? query.getErrorCode() : ex.getCode())
						.isEqualTo(code));
	}

}
