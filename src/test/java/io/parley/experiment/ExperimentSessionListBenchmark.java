package io.parley.experiment;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongPredicate;
import java.util.stream.LongStream;

import io.parley.ParleyApplication;
import io.parley.web.page.Cursor;
import org.bson.Document;
import org.bson.types.ObjectId;

import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.data.mongodb.core.MongoOperations;

/**
 * How long the list of sessions takes, by how many there are, by filter and by place. Run
 * it with {@code bench/session-list}.
 */
public final class ExperimentSessionListBenchmark {

	private static final long EPOCH = Instant.parse("2026-01-01T00:00:00Z").getEpochSecond();

	private static final int AT_ONCE = 2_000;

	private static final int CALLS = 15;

	private static final Duration PATIENCE = Duration.ofSeconds(5);

	private static final int PAGE = 1_000;

	private static final int LARGEST_PAGE = 100;

	/** Each filter, and which of the sessions it matches. */
	private static final Map<String, LongPredicate> FILTERS = new LinkedHashMap<>();

	static {
		FILTERS.put("", (n) -> true);
		FILTERS.put("experiment=e3", (n) -> digit(n, 0) == 3);
		FILTERS.put("status=pending-review", (n) -> digit(n, 1) == 0);
		FILTERS.put("participant=p3", (n) -> digit(n, 2) == 3);
		FILTERS.put("tags=t3", (n) -> digit(n, 3) == 3 || digit(n, 4) == 3);
		FILTERS.put("tags=t3,t4", (n) -> has(n, 3) || has(n, 4));
		FILTERS.put("versions=v2", (n) -> digit(n, 5) == 2);
		FILTERS.put("versions=1,2", (n) -> digit(n, 5) == 1 || digit(n, 5) == 2);
		FILTERS.put("experiment=e3&status=active", (n) -> digit(n, 0) == 3 && digit(n, 1) != 0);
		FILTERS.put("experiment=e3&status=active&participant=p3&tags=t3,t4&versions=1,2",
				(n) -> digit(n, 0) == 3 && digit(n, 1) != 0 && digit(n, 2) == 3 && (has(n, 3) || has(n, 4))
						&& (digit(n, 5) == 1 || digit(n, 5) == 2));
	}

	private final HttpClient client = HttpClient.newHttpClient();

	private final long count;

	private final String base;

	private ExperimentSessionListBenchmark(long count, String base) {
		this.count = count;
		this.base = base;
	}

	public static void main(String[] args) throws Exception {
		List<Long> sizes = Arrays.stream(args).map(Long::valueOf).toList();
		Map<String, List<String>> rows = new LinkedHashMap<>();
		for (long size : sizes) {
			try (ConfigurableApplicationContext service = start(size)) {
				fill(service.getBean(MongoOperations.class), size);
				String port = service.getEnvironment().getProperty("local.server.port");
				new ExperimentSessionListBenchmark(size, "http://127.0.0.1:" + port + "/api/sessions/?").measure(rows);
			}
		}
		StringBuilder table = new StringBuilder(
				"milliseconds, median of up to %d calls; the first page with and without its count%n%-76s"
					.formatted(CALLS, "filter"));
		sizes.forEach((size) -> table.append("%18s".formatted("%,d: p. 1".formatted(size)))
			.append("%12s%12s".formatted("no count", "p. %,d".formatted(PAGE))));
		rows.forEach((filter, cells) -> {
			table.append("%n%-76s".formatted(filter.isEmpty() ? "(none)" : filter));
			for (int i = 0; i < cells.size(); i++) {
				table.append(((i % 3 == 0) ? "%18s" : "%12s").formatted(cells.get(i)));
			}
		});
		System.out.println(table);
		System.exit(0);
	}

	private static ConfigurableApplicationContext start(long size) {
		List<String> properties = new ArrayList<>(List.of("server.port=0", "parley.nats.url=nats://127.0.0.1:1",
				"logging.level.root=WARN", "parley.store.embedded.directory=target/bench/" + size,
				"parley.store.embedded.sync=false", "parley.store.timeout=120s"));
		if (System.getenv("MONGODB_URI") != null) {
			properties.add("spring.mongodb.database=parley_bench_" + size);
		}
		return new SpringApplication(ParleyApplication.class)
			.run(properties.stream().map((property) -> "--" + property).toArray(String[]::new));
	}

	private static void fill(MongoOperations mongo, long size) {
		long there = mongo.getCollection(ExperimentSession.COLLECTION).estimatedDocumentCount();
		for (long first = there; first < size; first += AT_ONCE) {
			mongo.getCollection(ExperimentSession.COLLECTION)
				.insertMany(LongStream.range(first, Math.min(first + AT_ONCE, size))
					.mapToObj(ExperimentSessionListBenchmark::session)
					.toList());
		}
	}

	private static Document session(long n) {
		ObjectId id = id(n);
		Instant time = Instant.ofEpochSecond(EPOCH + n / 1000);
		Document experiment = new Document("experiment_id", "e" + digit(n, 0)).append("name", "e" + digit(n, 0))
			.append("description", "")
			.append("version_number", digit(n, 5));
		return new Document("_id", id).append("team", "default")
			.append("session_id", "session-" + n)
			.append("experiment", experiment)
			.append("participant", new Document("identifier", "p" + digit(n, 2)).append("remote_id", ""))
			.append("status", (digit(n, 1) == 0) ? "pending-review" : "active")
			.append("platform", "api")
			.append("state", new Document("step", 1))
			.append("state_bytes", 15L)
			.append("tags", List.of("t" + digit(n, 3), "t" + digit(n, 4)).stream().distinct().toList())
			.append("created_at", java.util.Date.from(time))
			.append("updated_at", java.util.Date.from(time))
			.append("next_position", 0L)
			.append("message_count", 0L)
			.append("version", 0L)
			.append("outbox", List.of());
	}

	/** A thousand ids a second, in order. */
	private static ObjectId id(long n) {
		return new ObjectId(ByteBuffer.allocate(12).putInt((int) (EPOCH + n / 1000)).putLong(n % 1000).array());
	}

	private static boolean has(long n, int place) {
		return digit(n, place) == 3 || digit(n, place) == 4;
	}

	/** A digit of a number that looks random for each n, always the same. */
	private static int digit(long n, int place) {
		long mixed = (n + 1) * 0x9E3779B97F4A7C15L;
		mixed = (mixed ^ (mixed >>> 31)) * 0xBF58476D1CE4E5B9L;
		mixed ^= mixed >>> 29;
		return (int) Math.floorMod(mixed / (long) Math.pow(10, place * 2), 10);
	}

	private void measure(Map<String, List<String>> rows) throws Exception {
		median(this.base + "&page_size=1");
		for (Map.Entry<String, LongPredicate> filter : FILTERS.entrySet()) {
			long[] newestFirst = LongStream.range(0, this.count)
				.map((n) -> this.count - 1 - n)
				.filter(filter.getValue())
				.toArray();
			int size = Math.max(1, Math.min(LARGEST_PAGE, newestFirst.length / PAGE));
			String query = this.base + filter.getKey() + "&page_size=" + size;
			List<String> cells = rows.computeIfAbsent(filter.getKey(), (key) -> new ArrayList<>());
			cells.add(median(query));
			Cursor beginning = new Cursor(true, false, false, id(this.count));
			cells.add(median(query + "&cursor=" + beginning.encode()));
			int before = (PAGE - 1) * size;
			if (newestFirst.length <= before) {
				cells.add("-");
			}
			else {
				Cursor cursor = new Cursor(true, false, false, id(newestFirst[before - 1]));
				cells.add(median(query + "&cursor=" + cursor.encode()));
			}
		}
	}

	private String median(String url) throws IOException, InterruptedException {
		List<Long> nanos = new ArrayList<>();
		long deadline = System.nanoTime() + PATIENCE.toNanos();
		while (nanos.size() < CALLS && (nanos.isEmpty() || System.nanoTime() < deadline)) {
			long before = System.nanoTime();
			HttpResponse<String> answer = this.client.send(HttpRequest.newBuilder(URI.create(url)).build(),
					HttpResponse.BodyHandlers.ofString());
			nanos.add(System.nanoTime() - before);
			if (answer.statusCode() != 200) {
				return String.valueOf(answer.statusCode());
			}
		}
		Collections.sort(nanos);
		return "%.1f".formatted(nanos.get(nanos.size() / 2) / 1e6);
	}

}
