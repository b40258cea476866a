package io.parley.store.embedded;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class KilledStoreTest {

	private static final int ROUNDS = Integer.getInteger("parley.test.crash-rounds", 2);

	private final Map<String, Integer> acknowledged = new HashMap<>();

	@TempDir
	private Path directory;

	@Test
	void keepsEveryAcknowledgedWriteWhenItsProcessIsKilled() throws Exception {
		for (int round = 0; round < ROUNDS; round++) {
			int before = this.acknowledged.size();
			writeUntilKilled(round);
			assertThat(this.acknowledged).hasSizeGreaterThan(before);
			try (EmbeddedStore store = EmbeddedStore.open(this.directory, true);
					StoreClient client = StoreClient.of(store)) {
				verify(client);
			}
		}
	}

	private void writeUntilKilled(int round) throws IOException, InterruptedException {
		Process writer = new ProcessBuilder(ProcessHandle.current().info().command().orElse("java"),
				"-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path"), StoreWriter.class.getName(),
				this.directory.toString(), String.valueOf(round % 2 == 0), "round" + round)
			.redirectError(ProcessBuilder.Redirect.DISCARD)
			.start();
		try (BufferedReader lines = writer.inputReader()) {
			int toRead = 200 + new Random().nextInt(800);
			for (int i = 0; i < toRead; i++) {
				read(lines.readLine());
			}
			writer.toHandle().destroyForcibly();
			lines.lines().filter((line) -> line.matches("acknowledged \\S+ \\d+")).forEach(this::read);
		}
		finally {
			writer.destroyForcibly();
			assertThat(writer.waitFor(60, TimeUnit.SECONDS)).isTrue();
		}
	}

	private void read(String line) {
		assertThat(line).startsWith("acknowledged ");
		String[] words = line.split(" ");
		this.acknowledged.merge(words[1], Integer.valueOf(words[2]), Math::max);
	}

	private void verify(StoreClient client) {
		MongoCollection<Document> documents = client.collection("documents");
		Map<String, Document> stored = byId(documents.find());
		this.acknowledged.forEach((id, version) -> {
			assertThat(stored).containsKey(id);
			assertThat(stored.get(id).getInteger("version")).isGreaterThanOrEqualTo(version);
		});
		List<String> ids = new ArrayList<>(stored.keySet());
		for (int from = 0; from < ids.size(); from += 100) {
			List<String> some = ids.subList(from, Math.min(from + 100, ids.size()));
			assertThat(byId(documents.find(Filters.in("_id", some)))).containsOnlyKeys(some);
			assertThat(byId(documents.find(byKey(some)))).containsOnlyKeys(some);
		}
		assertThat(byId(documents.find(Filters.eq("team", StoreWriter.TEAM)))).isEqualTo(stored);
		Document counts = client.mongo().getDatabase("parley").runCommand(new Document("validate", "documents"));
		assertThat(counts.get("nrecords")).isEqualTo(stored.size());
		assertThat(counts.get("keysPerIndex", Document.class).values())
			.allSatisfy((count) -> assertThat(((Number) count).intValue()).isEqualTo(stored.size()));
	}

	private static Bson byKey(List<String> ids) {
		return Filters.and(Filters.eq("team", StoreWriter.TEAM),
				Filters.in("key", ids.stream().map((id) -> "key of " + id).toList()));
	}

	private static Map<String, Document> byId(Iterable<Document> documents) {
		Map<String, Document> byId = new HashMap<>();
		documents.forEach((document) -> assertThat(byId.put(document.getString("_id"), document)).isNull());
		return byId;
	}

}
