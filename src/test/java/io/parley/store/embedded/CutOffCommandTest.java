package io.parley.store.embedded;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import com.mongodb.MongoException;
import com.mongodb.client.MongoCollection;
import de.bwaldvogel.mongo.exception.MongoServerError;
import org.bson.Document;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.WriteBuffer;
import org.h2.mvstore.type.StringDataType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class CutOffCommandTest {

	@TempDir
	private Path directory;

	@Test
	void commitsNothingOfACommandThatAnErrorCutsOff() {
		List<Throwable> errors = new ArrayList<>();
		try (EmbeddedStore store = EmbeddedStore.open(this.directory, false, Memory.ofHeap(), errors::add);
				StoreClient client = StoreClient.of(store)) {
			MongoCollection<Document> documents = client.collection("documents");
			StoreLoad.insertOneThatIsTooDeep(documents);
			assertThatExceptionOfType(MongoException.class).isThrownBy(() -> StoreLoad.overflow(documents));
			assertThat(errors).hasOnlyElementsOfType(StackOverflowError.class).isNotEmpty();
			Instant start = Instant.now();
			assertThatExceptionOfType(MongoException.class).isThrownBy(() -> client.mongo()
				.getDatabase("parley")
				.withTimeout(1, TimeUnit.SECONDS)
				.runCommand(new Document("find", "documents")));
			assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofSeconds(20));
		}
		try (EmbeddedStore store = EmbeddedStore.open(this.directory, false);
				StoreClient client = StoreClient.of(store)) {
			assertThat(client.collection("documents")
				.find(new Document("texts", "short"))
				.map((found) -> found.get("_id"))).containsExactly("first", "last");
		}
	}

	@ParameterizedTest
	@MethodSource("failures")
	void stopsForGoodWhereACommitFails(Throwable failure) {
		MVStore file = new MVStore.Builder().fileName(this.directory.resolve("file").toString())
			.autoCommitDisabled()
			.open();
		List<Throwable> failures = new ArrayList<>();
		StoredBackend backend = new StoredBackend(file, false, Memory.ofHeap(), failures::add);
		file.openMap("unwritable", new MVMap.Builder<String, String>().valueType(new Unwritable(failure))).put("", "");
		assertThatExceptionOfType(MongoServerError.class).isThrownBy(() -> insert(backend))
			.satisfies((refusal) -> assertThat(refusal.getCode()).isEqualTo(91));
		assertThat(failures).containsExactly(failure);
		assertThatExceptionOfType(MongoServerError.class).isThrownBy(() -> insert(backend));
		backend.close(Duration.ZERO);
		assertThat(failures).hasSize(1);
	}

	static List<Throwable> failures() {
		return List.of(new OutOfMemoryError("of a test"),
				DataUtils.newMVStoreException(DataUtils.ERROR_WRITING_FAILED, "the disk of a test is full"));
	}

	private static void insert(StoredBackend backend) {
		de.bwaldvogel.mongo.bson.Document document = new de.bwaldvogel.mongo.bson.Document("_id", "");
		de.bwaldvogel.mongo.bson.Document command = new de.bwaldvogel.mongo.bson.Document("insert", "documents")
			.append("documents", List.of(document));
		try (RunningCommand running = RunningCommand.start(command, Memory.ofHeap())) {
			backend.run("parley", "insert", command);
		}
	}

	/** Texts that fail when a commit writes them. */
	private static final class Unwritable extends StringDataType {

		private final Throwable failure;

		Unwritable(Throwable failure) {
			this.failure = failure;
		}

		@Override
		public void write(WriteBuffer buffer, String text) {
			if (this.failure instanceof Error error) {
				throw error;
			}
			throw (RuntimeException) this.failure;
		}

	}

	@Test
	void endsTheProcessWithOneLine() throws Exception {
		Process process = StoreLoad.start(List.of(), this.directory, "overflow");
		String output = new String(process.getInputStream().readAllBytes());
		assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
		assertThat(process.exitValue()).as(output).isEqualTo(3);
		assertThat(output.lines().filter((line) -> line.contains("StackOverflowError"))).hasSize(1)
			.allSatisfy((line) -> assertThat(line).contains("The service ends now"));
	}

	@Test
	void closesInTimeWhileACommandHangs() {
		EmbeddedStore store = EmbeddedStore.open(this.directory, false);
		try (StoreClient client = StoreClient.of(store)) {
			MongoCollection<Document> documents = client.collection("documents");
			documents.insertOne(new Document("text", "1,".repeat(40)));
			Document hostile = new Document("text", new Document("$regex", "^(.*?,){20}P"));
			List<Document> commands = List.of(new Document("find", "documents").append("filter", hostile),
					new Document("delete", "documents").append("deletes",
							List.of(new Document("q", hostile).append("limit", 1))));
			List<CompletableFuture<Void>> running = commands.stream()
				.map((command) -> CompletableFuture.runAsync(
						() -> client.mongo().getDatabase("parley").runCommand(command.append("maxTimeMS", 60_000))))
				.toList();
			assertThat(running.get(1)).failsWithin(Duration.ofMillis(500));
			Instant start = Instant.now();
			store.close();
			assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofSeconds(20));
		}
	}

	@Test
	void closesWithoutWhatACommandThatDoesNotEndHasChanged() throws Exception {
		String file = this.directory.resolve("journal").toString();
		MVStore store = new MVStore.Builder().fileName(file).autoCommitDisabled().open();
		MVMap<String, String> map = store.openMap("map");
		Journal journal = new Journal(store, false, 1 << 20);
		journal.write(() -> map.put("whole", ""));
		CountDownLatch changing = new CountDownLatch(1);
		CountDownLatch closed = new CountDownLatch(1);
		CompletableFuture<Void> hanging = CompletableFuture.runAsync(() -> journal.write(() -> {
			map.put("half", "");
			changing.countDown();
			await(closed);
			return null;
		}));
		await(changing);
		journal.close(Duration.ofMillis(100));
		closed.countDown();
		assertThat(hanging).failsWithin(Duration.ofSeconds(60));
		try (MVStore again = MVStore.open(file)) {
			assertThat(again.openMap("map").keySet()).isEqualTo(java.util.Set.of("whole"));
		}
	}

	private static void await(CountDownLatch latch) {
		try {
			assertThat(latch.await(60, TimeUnit.SECONDS)).isTrue();
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
