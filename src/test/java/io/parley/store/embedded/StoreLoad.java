package io.parley.store.embedded;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ExecutorService;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.Updates;
import org.bson.Document;

/**
 * A process with a store and its clients, and little memory: either many clients write
 * and read large documents, or a command overflows the stack.
 */
final class StoreLoad {

	private static final int CLIENTS = 16;

	private static final int KEPT = 4;

	private StoreLoad() {
	}

	static Process start(List<String> options, Path directory, String... arguments) throws IOException {
		List<String> command = new ArrayList<>(
				List.of(ProcessHandle.current().info().command().orElse("java"), "-XX:+UseSerialGC"));
		command.addAll(options);
		command.addAll(
				List.of("-cp", System.getProperty("java.class.path"), StoreLoad.class.getName(), directory.toString()));
		command.addAll(Arrays.asList(arguments));
		return new ProcessBuilder(command).redirectErrorStream(true).start();
	}

	public static void main(String[] args) {
		EmbeddedStore store = EmbeddedStore.open(Path.of(args[0]), false);
		try (StoreClient client = StoreClient.of(store)) {
			MongoCollection<Document> documents = client.collection("documents");
			if (args[1].equals("overflow")) {
				insertOneThatIsTooDeep(documents);
				overflow(documents);
			}
			else {
				System.out.println("done: " + work(documents, Duration.ofSeconds(Long.parseLong(args[1]))));
			}
		}
		store.close();
	}

	/** Three documents, of which {@link #overflow} can change the first only. */
	static void insertOneThatIsTooDeep(MongoCollection<Document> documents) {
		documents.insertMany(List.of(new Document("_id", "first").append("texts", List.of("short")),
				new Document("_id", "in the middle").append("texts", List.of("ab".repeat(200_000))),
				new Document("_id", "last").append("texts", List.of("short"))));
	}

	static void overflow(MongoCollection<Document> documents) {
		documents.updateMany(new Document(),
				Updates.pullByFilter(Filters.regex("texts", Pattern.compile("^(a|b|h|o|r|s|t)*$"))));
	}

	private static long work(MongoCollection<Document> documents, Duration time) {
		Instant end = Instant.now().plus(time);
		ExecutorService threads = Executors.newFixedThreadPool(CLIENTS);
		try {
			List<CompletableFuture<Long>> clients = IntStream.range(0, CLIENTS)
				.mapToObj((i) -> CompletableFuture.supplyAsync(() -> writeAndRead(documents, i, end), threads))
				.toList();
			return clients.stream().mapToLong(CompletableFuture::join).sum();
		}
		finally {
			threads.shutdownNow();
		}
	}

	private static long writeAndRead(MongoCollection<Document> documents, int client, Instant end) {
		long rounds = 0;
		for (; Instant.now().isBefore(end); rounds++) {
			String id = client + "-" + rounds;
			documents.insertOne(
					new Document("_id", id).append("client", client).append("n", rounds).append("data", data(rounds)));
			check(documents.find(Filters.eq("_id", id)).first().size() == 4);
			documents.updateOne(Filters.eq("_id", id), Updates.set("changed", true));
			for (Document found : documents.find(Filters.eq("client", client)).sort(Sorts.descending("n"))) {
				check(found.getInteger("client") == client);
			}
			documents.deleteMany(Filters.and(Filters.eq("client", client), Filters.lte("n", rounds - KEPT)));
		}
		return rounds;
	}

	/** About a megabyte: one text, or many small values. */
	private static Object data(long round) {
		return (round % 4 == 0) ? Collections.nCopies(80_000, (int) round) : (round % 4 == 1)
				? Stream.generate(() -> new Document("k", "v".repeat(100))).limit(8_000).toList() : "x".repeat(1 << 20);
	}

	private static void check(boolean condition) {
		if (!condition) {
			throw new IllegalStateException("Not what was written");
		}
	}

}
