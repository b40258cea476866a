package io.parley;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.nats.client.Connection;
import io.nats.client.Message;
import io.nats.client.Nats;
import io.parley.Api.Answer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Kills the service while replies are handed in, and hands all of them in again: each
 * counts once, is answered as it was, and asks the human again once.
 */
@RequiresNats(ownServer = true)
class ReplyCrashTest {

	private static final int ROUNDS = Integer.getInteger("parley.test.crash-rounds", 1);

	private static final int SESSIONS = 200;

	/**
	 * So few replies are acknowledged when the kill comes that it comes before the last.
	 */
	private static final int BEFORE_THE_KILL = 50;

	/** Two that do not meet the template, and one that does. */
	private static final List<String> TEXTS = List.of("maybe", "perhaps", "Yes!");

	private final Map<String, String> acknowledged = new ConcurrentHashMap<>();

	@TempDir
	Path directory;

	@Test
	void aReplyThatIsHandedInAgainAfterAKillCountsOnce() throws Exception {
		try (NatsServer nats = NatsServer.find().orElseThrow().start();
				ParleyProcess parley = new ParleyProcess(this.directory, Map.of("ORG_NATS_URL", nats.url()))) {
			for (int round = 0; round < ROUNDS; round++) {
				Api api = parley.start().api();
				List<String> sessions = ask(api);
				int before = this.acknowledged.size();
				Callers channels = handIn(api, new ConcurrentLinkedQueue<>(sessions));
				await().pollInterval(Duration.ofMillis(5))
					.until(() -> this.acknowledged.size() > before + BEFORE_THE_KILL);
				parley.kill();
				channels.join();
				assertThat(this.acknowledged).as("the kill came before all was done")
					.hasSizeLessThan(before + SESSIONS * TEXTS.size());
				assertEachCountsOnce(parley.start().api(), sessions);
				assertEachIsPublishedOnce(nats, sessions, (round + 1) * SESSIONS);
				parley.kill();
			}
		}
	}

	private static List<String> ask(Api api) {
		List<String> sessions = IntStream.range(0, SESSIONS).mapToObj((i) -> Api.id("asked")).toList();
		sessions.forEach((id) -> {
			assertThat(api
				.post("/session",
						"""
								{"session_id": "%s", "on_invalid": {"retries": 5},
								 "message_data_template": {"policy_input_schema": {"ok": {"type": "boolean"}}}}"""
							.formatted(id))
				.status()).isEqualTo(201);
			assertThat(api
				.post("/sessions/" + id + "/send_message", "{\"channel_id\":\"%s\",\"message\":\"Ok?\"}".formatted(id))
				.status()).isIn(200, 202);
		});
		return sessions;
	}

	/** Four channels hand in, until the service is killed. */
	private Callers handIn(Api api, Queue<String> sessions) {
		return new Callers().start(4, (i) -> {
			try {
				for (String id = sessions.poll(); id != null; id = sessions.poll()) {
					for (int reply = 0; reply < TEXTS.size(); reply++) {
						this.acknowledged.put(id + reply, handIn(api, id, reply).body());
					}
				}
			}
			catch (UncheckedIOException ex) {
				// The service was killed.
			}
		});
	}

	private static Answer handIn(Api api, String id, int reply) {
		return api.post("/channels/response",
				"{\"session_id\":\"%s\",\"text\":\"%s\",\"reply_id\":\"r%d\"}".formatted(id, TEXTS.get(reply), reply));
	}

	private void assertEachCountsOnce(Api api, List<String> sessions) {
		for (String id : sessions) {
			for (int reply = 0; reply < TEXTS.size(); reply++) {
				Answer answer = handIn(api, id, reply);
				assertThat(answer.status()).as(answer.body()).isEqualTo(200);
				assertThat(answer.body()).isEqualTo(this.acknowledged.getOrDefault(id + reply, answer.body()));
				JsonNode left = answer.json().at("/data/retries_left");
				assertThat(left.asInt(-1)).isEqualTo((reply < 2) ? 4 - reply : -1);
			}
			JsonNode session = api.get("/session/" + id).json().get("data");
			assertThat(session.get("status").asString()).isEqualTo("validated");
			assertThat(session.get("attempts").size()).isEqualTo(TEXTS.size());
		}
	}

	/**
	 * To its channel: the question, and twice what was wrong. To who waits: one reply.
	 */
	private static void assertEachIsPublishedOnce(NatsServer nats, List<String> sessions, int asked) throws Exception {
		try (Connection connection = Nats.connect(nats.url())) {
			Map<String, Long> outbound = bySession(
					EventLog.read(connection, "parley.default.channels.*.outbound", asked * 3));
			Map<String, Long> replied = bySession(
					EventLog.read(connection, "parley.default.sessions.*.replied", asked));
			assertThat(sessions).allSatisfy((id) -> {
				assertThat(outbound.get(id)).isEqualTo(3);
				assertThat(replied.get(id)).isEqualTo(1);
			});
		}
	}

	private static Map<String, Long> bySession(List<Message> events) {
		return events.stream()
			.collect(
					Collectors.groupingBy((event) -> Api.tree(new String(event.getData())).get("session_id").asString(),
							Collectors.counting()));
	}

}
