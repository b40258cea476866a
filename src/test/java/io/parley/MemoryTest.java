package io.parley;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import io.parley.Api.Answer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A service with the heap that it has by default, in which the embedded store has a part
 * too, is asked for more than that heap could ever hold: for some seconds, or for as many
 * as the system property {@code parley.test.memory-seconds} says.
 */
class MemoryTest {

	private static final Duration DURATION = Duration.ofSeconds(Integer.getInteger("parley.test.memory-seconds", 15));

	/** Those of the image: the heap is 224 MiB at most. */
	private static final String OPTIONS = "@" + Path.of("src", "build", "java.options").toAbsolutePath();

	private static final int CALLERS = 16;

	/** Of calls. */
	private static final int KINDS = 11;

	private static final int BYTES = 920_000;

	/** Text of one byte a character, of three, and a list of small objects. */
	private static final List<String> DATA = List.of("\"" + "x".repeat(BYTES) + "\"",
			"\"" + "\u2603".repeat(BYTES / 3) + "\"",
			"[" + "{\"name\":\"item\",\"value\":12345},".repeat(BYTES / 31) + "1]");

	private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

	private final Map<Integer, AtomicInteger> statuses = new ConcurrentSkipListMap<>();

	private final Queue<String> wrong = new ConcurrentLinkedQueue<>();

	@TempDir
	private Path directory;

	@Test
	void servesOrRefusesWhatIsLargerThanItsHeapAndIsWellAfterwards() throws Exception {
		Map<String, String> environment = Map.of("ORG_NATS_URL", TestServers.natsUrl());
		try (ParleyProcess service = new ParleyProcess(this.directory, environment).with(OPTIONS).start()) {
			String anchor = service.api()
				.post("/users/u/messages", "{\"body\":\"b\",\"user_ids\":[\"v\"]}")
				.json()
				.get("_id")
				.asString();
			for (int kind = 0; kind < DATA.size(); kind++) {
				service.api().post("/session", """
						{"session_id":"kind-%d","message_data":{"d":%s}}""".formatted(kind, DATA.get(kind)));
			}
			callAtOnce(service, anchor);
			assertThat(this.wrong).as("Neither 2xx nor 503; all: %s", this.statuses).isEmpty();
			assertThat(this.statuses.keySet()).contains(200, 201);
			isWell(service);
			assertThat(service.terminate(Duration.ofSeconds(20))).as("ends within 20 s of SIGTERM").isTrue();
		}
		assertThat(Files.readString(this.directory.resolve("service.log"))).doesNotContain("OutOfMemoryError");
	}

	private void callAtOnce(ParleyProcess service, String anchor) throws Exception {
		long end = System.nanoTime() + DURATION.toNanos();
		ExecutorService callers = Executors.newFixedThreadPool(CALLERS);
		try {
			List<Callable<Void>> all = IntStream.range(0, CALLERS).<Callable<Void>>mapToObj((caller) -> () -> {
				for (int turn = caller; System.nanoTime() < end && this.wrong.isEmpty(); turn++) {
					call(service.port(), turn, (caller + turn / KINDS) % DATA.size(), anchor);
				}
				return null;
			}).toList();
			for (Future<Void> one : callers.invokeAll(all)) {
				one.get();
			}
		}
		finally {
			callers.shutdownNow();
		}
	}

	private void call(int port, int turn, int kind, String anchor) throws InterruptedException {
		String id = Api.id("s");
		String data = DATA.get(kind);
		switch (turn % KINDS) {
			case 0 -> send(port, "POST", "/session", """
					{"session_id":"%s","message_data":{"d":%s}}""".formatted(id, data));
			case 1 -> send(port, "POST", "/sessions", "{}");
			case 2 -> send(port, "POST", "/users/u/messages", """
					{"body":"b","user_ids":["v"],"context":{"d":%s}}""".formatted(data));
			case 3 -> send(port, "GET", "/users/u/messages", null);
			case 4 -> send(port, "GET", "/users/v/messages/around/" + anchor + "?radius=50", null);
			case 5 -> send(port, "GET", "/users/u/messages/with/user/v", null);
			case 6 -> send(port, "GET", "/users/u/threads?group_by=context.d", null);
			case 7 -> send(port, "POST", "/api/sessions/", """
					{"experiment":"e","state":{"d":%s}}""".formatted(data));
			case 8 -> send(port, "GET", "/api/sessions/", null);
			case 9 -> send(port, "GET", "/session/kind-" + kind, null);
			default -> send(port, "PATCH", "/session/kind-" + kind, """
					{"message_data":{"d":%s}}""".formatted(data));
		}
	}

	private void send(int port, String method, String path, String body) throws InterruptedException {
		HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
			.timeout(Duration.ofSeconds(60))
			.header("Content-Type", "application/json")
			.method(method,
					(body != null) ? HttpRequest.BodyPublishers.ofString(body) : HttpRequest.BodyPublishers.noBody())
			.build();
		try {
			HttpResponse<String> answer = this.client.send(request, HttpResponse.BodyHandlers.ofString());
			this.statuses.computeIfAbsent(answer.statusCode(), (status) -> new AtomicInteger()).incrementAndGet();
			boolean refused = answer.statusCode() == 503 && answer.headers().firstValue("Retry-After").isPresent();
			if (answer.statusCode() / 100 != 2 && !refused) {
				this.wrong.add(method + " " + path + ": " + answer.statusCode() + " " + answer.body());
			}
		}
		catch (IOException ex) {
			this.wrong.add(method + " " + path + ": " + ex);
		}
	}

	private static void isWell(ParleyProcess service) {
		Answer health = service.api().get("/actuator/health");
		assertThat(health.status()).as(health.body()).isEqualTo(200);
		String id = Api.id("s");
		assertThat(service.api().post("/session", "{\"session_id\":\"" + id + "\"}").status()).isEqualTo(201);
		assertThat(service.api().get("/session/" + id).status()).isEqualTo(200);
	}

}
