package io.parley.experiment;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

import io.nats.client.Connection;
import io.nats.client.JetStreamSubscription;
import io.nats.client.Message;
import io.nats.client.Nats;
import io.nats.client.PushSubscribeOptions;
import io.parley.Api;
import io.parley.Api.Answer;
import io.parley.Callers;
import io.parley.NatsServer;
import io.parley.ParleyProcess;
import io.parley.RequiresNats;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Kills the service while it creates sessions and changes them. The event of every change
 * that was acknowledged is in the stream afterwards, and none is there twice: not the
 * same message again, and not the same change in another message.
 */
@RequiresNats(ownServer = true)
class ExperimentSessionEventCrashTest {

	private static final int ROUNDS = Integer.getInteger("parley.test.crash-rounds", 1);

	private static final Duration LULL = Duration.ofMillis(500);

	/** Each acknowledged change, as {@link #change} tells changes apart. */
	private final Queue<String> acknowledged = new ConcurrentLinkedQueue<>();

	@TempDir
	Path directory;

	@Test
	void theEventOfEveryAcknowledgedChangeIsInTheStreamOnce() throws Exception {
		try (NatsServer nats = NatsServer.find().orElseThrow().start();
				ParleyProcess parley = new ParleyProcess(this.directory, Map.of("ORG_NATS_URL", nats.url()))) {
			for (int round = 0; round < ROUNDS; round++) {
				int before = this.acknowledged.size();
				Api api = parley.start().api();
				Callers load = new Callers().start(4, (i) -> change(api));
				await().until(() -> this.acknowledged.size() > before + 120);
				parley.kill();
				load.join();
			}
			parley.start();
			assertThat(timesInTheStream(nats)).allSatisfy((change, times) -> assertThat(times).as(change).isOne());
		}
	}

	/** Creates sessions and changes them until the service is killed. */
	private void change(Api api) {
		try {
			while (true) {
				String id = acknowledge(api.post("/api/sessions/",
						"{\"experiment\":\"crash\",\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]}"))
					.json()
					.get("id")
					.asString();
				this.acknowledged.add(change(id, "created", ""));
				String session = "/api/sessions/" + id + "/";
				for (String tag : List.of("a", "b")) {
					acknowledge(api.post(session + "tags/", "{\"tags\":[\"%s\"]}".formatted(tag)));
					this.acknowledged.add(change(id, "tags", "[\"%s\"][]".formatted(tag)));
				}
				acknowledge(api.send("DELETE", session + "tags/", "{\"tags\":[\"a\"]}"));
				this.acknowledged.add(change(id, "tags", "[][\"a\"]"));
				acknowledge(api.post(session + "messages/", "{\"role\":\"user\",\"content\":\"y\"}"));
				acknowledge(api.patch(session + "update_state/", "{\"state\":{\"step\":1}}"));
				this.acknowledged.add(change(id, "state", "{\"step\":1}"));
				acknowledge(api.post(session + "end_experiment_session/", null));
				this.acknowledged.add(change(id, "ended", ""));
			}
		}
		catch (UncheckedIOException ex) {
			// The service was killed; what it did not answer it has not acknowledged.
		}
	}

	private static Answer acknowledge(Answer answer) {
		assertThat(answer.status()).as(answer.body()).isIn(200, 201);
		return answer;
	}

	/** Reads the stream until it has all that was acknowledged, and then to its end. */
	private Map<String, Integer> timesInTheStream(NatsServer server) throws Exception {
		try (Connection nats = Nats.connect(server.url())) {
			JetStreamSubscription all = nats.jetStream()
				.subscribe("parley.>", PushSubscribeOptions.builder().ordered(true).build());
			Map<String, Integer> times = new HashMap<>();
			List<String> ids = new ArrayList<>();
			await().untilAsserted(() -> {
				for (Message next = all.nextMessage(LULL); next != null; next = all.nextMessage(LULL)) {
					ids.add(next.getHeaders().getFirst("Nats-Msg-Id"));
					JsonNode event = Api.tree(new String(next.getData()));
					String news = event.path("added").toString() + event.path("removed") + event.path("state");
					times.merge(change(event.get("session_id").asString(), event.get("event_type").asString(), news), 1,
							Integer::sum);
				}
				assertThat(times.keySet()).containsAll(this.acknowledged);
			});
			assertThat(ids).doesNotHaveDuplicates();
			return times;
		}
	}

	private static String change(String session, String type, String news) {
		return session + " " + type + " " + news;
	}

}
