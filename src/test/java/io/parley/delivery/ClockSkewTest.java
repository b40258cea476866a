package io.parley.delivery;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.nats.client.Connection;
import io.nats.client.JetStreamSubscription;
import io.nats.client.Message;
import io.nats.client.Nats;
import io.nats.client.PushSubscribeOptions;
import io.parley.Api;
import io.parley.NatsServer;
import io.parley.ParleyProcess;
import io.parley.RequiresNats;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Two instances whose clocks are a minute apart: every expiry, event and delivery happens
 * once, and what failed is tried again.
 */
@RequiresNats(ownServer = true)
class ClockSkewTest {

	private static final int SESSIONS = 20;

	private static final int MESSAGES = 3;

	private static final Duration LULL = Duration.ofSeconds(1);

	private static final long ANSWER_NANOS = 200_000_000;

	/** How long what waits for retries or an expiry may take. */
	private static final Duration PATIENCE = Duration.ofMinutes(4);

	/** The message ids that the receiver took, in the order in which they came. */
	private final List<String> taken = Collections.synchronizedList(new ArrayList<>());

	private final Set<String> refusedOnce = ConcurrentHashMap.newKeySet();

	private final Set<String> underWay = ConcurrentHashMap.newKeySet();

	/** What two instances attempted at the same time. */
	private final Set<String> atOnce = ConcurrentHashMap.newKeySet();

	@TempDir
	Path directory;

	@Test
	void everythingHappensOnceWhereClocksAreAMinuteApart() throws Exception {
		HttpServer receiver = receiver();
		try (NatsServer nats = NatsServer.find().orElseThrow().start();
				StoreServer store = new StoreServer(this.directory).start();
				ParleyProcess right = instance(nats, store, 0).start();
				ParleyProcess ahead = instance(nats, store, 60).start()) {
			List<Api> instances = List.of(right.api(), ahead.api());
			assertThat(right.api()
				.post("/channels",
						"{\"id\":\"hook\",\"kind\":\"webhook\",\"name\":\"hook\",\"url\":\"http://127.0.0.1:%d/\"}"
							.formatted(receiver.getAddress().getPort()))
				.status()).isEqualTo(201);
			long soon = Instant.now().getEpochSecond() + 100;
			List<List<String>> sent = new ArrayList<>();
			for (int i = 0; i < SESSIONS; i++) {
				sent.add(ask(instances, "skewed-" + i, soon));
			}
			await().atMost(PATIENCE)
				.untilAsserted(() -> assertThat(this.taken).hasSizeGreaterThanOrEqualTo(SESSIONS * MESSAGES));
			await().atMost(PATIENCE)
				.untilAsserted(
						() -> assertThat(right.api().post("/sessions", "{\"status\":\"expired\"}").json().get("data"))
							.hasSize(SESSIONS));
			await().untilAsserted(() -> assertThat(
					right.api().get("/deliveries?state=delivered&page_size=1000").json().get("results"))
				.hasSize(SESSIONS * MESSAGES));
			sent.forEach((messages) -> assertThat(this.taken.stream().filter(messages::contains)).as("in order")
				.containsExactlyElementsOf(messages));
			assertThat(events(nats, "parley.*.sessions.*.expired").values()).hasSize(SESSIONS).containsOnly(1);
			assertThat(events(nats, "parley.*.sessions.*.created").values()).hasSize(SESSIONS).containsOnly(1);
			assertThat(this.taken).doesNotHaveDuplicates();
			assertThat(this.atOnce).isEmpty();
		}
		finally {
			receiver.stop(0);
		}
	}

	private static List<String> ask(List<Api> instances, String session, long expiry) {
		int at = session.hashCode();
		instances.get(Math.floorMod(at, 2))
			.post("/session", "{\"session_id\":\"%s\",\"expiry_date\":%d}".formatted(session, expiry));
		List<String> messages = new ArrayList<>();
		for (int i = 0; i < MESSAGES; i++) {
			Api.Answer sent = instances.get(Math.floorMod(at + i, 2))
				.post("/sessions/" + session + "/send_message", "{\"channel_id\":\"hook\",\"message\":\"hello\"}");
			assertThat(sent.status()).isIn(200, 202);
			messages.add(sent.json().at("/details/message_id").asString());
		}
		return messages;
	}

	private ParleyProcess instance(NatsServer nats, StoreServer store, int secondsAhead) {
		Map<String, String> environment = new LinkedHashMap<>();
		environment.put("ORG_NATS_URL", nats.url());
		environment.put("MONGODB_URI", store.uri());
		environment.put("CLOCK_AHEAD", String.valueOf(secondsAhead));
		environment.put("PARLEY_SECRET_KEY", Base64.getEncoder().encodeToString(new byte[32]));
		environment.put("PARLEY_CHANNELS_ALLOW_PRIVATE_ADDRESSES", "true");
		environment.put("PARLEY_CHANNELS_FIRST_RETRY", "200ms");
		return new ParleyProcess(this.directory, environment).as(SkewedParley.class);
	}

	private HttpServer receiver() throws IOException {
		HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 200);
		server.setExecutor(Executors.newCachedThreadPool());
		server.createContext("/", this::receive);
		server.start();
		return server;
	}

	/** Takes each message when it comes for the second time, in its time. */
	private void receive(HttpExchange exchange) throws IOException {
		exchange.getRequestBody().readAllBytes();
		String id = exchange.getRequestHeaders().getFirst("webhook-id");
		if (!this.underWay.add(id)) {
			this.atOnce.add(id);
		}
		LockSupport.parkNanos(ANSWER_NANOS);
		boolean first = this.refusedOnce.add(id);
		if (!first) {
			this.taken.add(id);
		}
		this.underWay.remove(id);
		exchange.sendResponseHeaders(first ? 503 : 204, -1);
		exchange.close();
	}

	/** How often each session is told of, once all are: read to the end of the stream. */
	private static Map<String, Integer> events(NatsServer nats, String subject) throws Exception {
		Map<String, Integer> times = new HashMap<>();
		try (Connection connection = Nats.connect(nats.url())) {
			JetStreamSubscription all = connection.jetStream()
				.subscribe(subject, PushSubscribeOptions.builder().ordered(true).build());
			await().until(() -> {
				for (Message next = all.nextMessage(LULL); next != null; next = all.nextMessage(LULL)) {
					String told = Api.tree(new String(next.getData(), StandardCharsets.UTF_8))
						.get("session_id")
						.asString();
					times.merge(told, 1, Integer::sum);
				}
				return times.size() >= SESSIONS;
			});
		}
		return times;
	}

}
