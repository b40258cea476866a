package io.parley.sessionmessage;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Date;
import java.util.List;
import java.util.stream.LongStream;

import io.parley.ParleyApplication;
import org.bson.Document;
import org.bson.types.ObjectId;

import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.data.mongodb.core.MongoOperations;

/** How long the inbox takes, by what it shows. Run it with {@code bench/inbox}. */
public final class InboxBenchmark {

	private static final long EPOCH = Instant.parse("2026-01-01T00:00:00Z").getEpochSecond();

	private static final long EXPIRES = 4000000000L;

	private static final int AT_ONCE = 2_000;

	private static final int CALLS = 15;

	private static final List<String> QUERIES = List.of("", "?order=oldest", "?order=expiring", "?status=sent",
			"?subject_id=subject-3", "?reception_channel_id=channel-3", "?subject_id=subject-3&order=oldest",
			"?subject_id=subject-3&order=expiring", "?status=sent&subject_id=subject-3&reception_channel_id=channel-3",
			"?subject_id=nobody&reception_channel_id=channel-3", "?status=nothing&order=expiring", "?state=ended",
			"?state=any&order=oldest", "?state=ended&subject_id=subject-3", "?state=ended&status=validated");

	private InboxBenchmark() {
	}

	public static void main(String[] args) throws Exception {
		long open = Long.parseLong(args[0]);
		long ended = Long.parseLong(args[1]);
		try (ConfigurableApplicationContext service = start(open, ended)) {
			fill(service.getBean(MongoOperations.class), open, ended);
		}
		// Started again, so that nothing has been read yet.
		try (ConfigurableApplicationContext service = start(open, ended)) {
			String base = "http://127.0.0.1:" + service.getEnvironment().getProperty("local.server.port");
			System.out.printf("milliseconds with %,d open sessions and %,d that have ended%n%-90s%10s%10s%10s%n", open,
					ended, "page", "first", "median", "slowest");
			for (String query : QUERIES) {
				measure(base, "/console/inbox" + query);
			}
		}
		System.exit(0);
	}

	private static ConfigurableApplicationContext start(long open, long ended) {
		List<String> properties = new ArrayList<>(List.of("server.port=0", "parley.nats.url=nats://127.0.0.1:1",
				"logging.level.root=WARN", "parley.store.embedded.directory=target/bench/inbox-" + open + "-" + ended,
				"parley.store.embedded.sync=false", "parley.store.timeout=120s"));
		if (System.getenv("MONGODB_URI") != null) {
			properties.add("spring.mongodb.database=parley_bench_inbox_" + open + "_" + ended);
		}
		return new SpringApplication(ParleyApplication.class)
			.run(properties.stream().map((property) -> "--" + property).toArray(String[]::new));
	}

	private static void fill(MongoOperations mongo, long open, long ended) {
		long there = mongo.getCollection(SessionMessage.COLLECTION).estimatedDocumentCount();
		for (long first = there; first < open + ended; first += AT_ONCE) {
			mongo.getCollection(SessionMessage.COLLECTION)
				.insertMany(LongStream.range(first, Math.min(first + AT_ONCE, open + ended))
					.mapToObj((n) -> session(n, isOpen(n, open, ended)))
					.toList());
		}
	}

	/** As many as are open lie evenly among those that have ended. */
	private static boolean isOpen(long n, long open, long ended) {
		return (n + 1) * open / (open + ended) > n * open / (open + ended);
	}

	private static Document session(long n, boolean open) {
		Date time = Date.from(Instant.ofEpochSecond(EPOCH + n / 1000));
		String status = open ? ((n % 3 == 0) ? "pending" : "sent") : ((n % 3 == 0) ? "failed" : "validated");
		Document session = new Document("_id", id(n)).append("team", "default")
			.append("session_id", "session-" + n)
			.append("subject_id", "subject-" + mixed(n) % 100)
			.append("message_data", new Document("text", "May workflow " + n + " go on? ".repeat(10)))
			.append("message_data_template",
					new Document("type", "object").append("properties",
							new Document("approved", new Document("type", "boolean"))))
			.append("reception_channel_id", "channel-" + mixed(n + 7) % 10)
			.append("expiry_date", (mixed(n + 11) % 2 == 0) ? 0L : EXPIRES + n % 1_000_000)
			.append("status", status)
			.append("dsl_execution_id", "")
			.append("ended", !open)
			.append("created_at", time)
			.append("updated_at", time)
			.append("version", 0L);
		return open ? session : session.append("ended_at", time).append("reply", new Document("approved", true));
	}

	/** A thousand ids a second, in order. */
	private static ObjectId id(long n) {
		return new ObjectId(ByteBuffer.allocate(12).putInt((int) (EPOCH + n / 1000)).putLong(n % 1000).array());
	}

	private static long mixed(long n) {
		long mixed = (n + 1) * 0x9E3779B97F4A7C15L;
		return Math.floorMod(mixed ^ (mixed >>> 29), 1_000_000L);
	}

	private static void measure(String base, String path) throws IOException, InterruptedException {
		HttpClient client = HttpClient.newHttpClient();
		List<Double> times = new ArrayList<>();
		for (int i = 0; i <= CALLS; i++) {
			long before = System.nanoTime();
			HttpResponse<String> answer = client.send(HttpRequest.newBuilder(URI.create(base + path)).build(),
					HttpResponse.BodyHandlers.ofString());
			times.add((System.nanoTime() - before) / 1e6);
			if (answer.statusCode() != 200) {
				System.out.printf("%-90s%10d%n", path, answer.statusCode());
				return;
			}
		}
		double first = times.remove(0);
		Collections.sort(times);
		System.out.printf("%-90s%10.1f%10.1f%10.1f%n", path, first, times.get(CALLS / 2), times.get(CALLS - 1));
	}

}
