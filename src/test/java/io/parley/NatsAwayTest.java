package io.parley;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.nats.client.Connection;
import io.nats.client.JetStreamSubscription;
import io.nats.client.Message;
import io.nats.client.Nats;
import io.nats.client.PushSubscribeOptions;
import io.nats.client.Subscription;
import io.parley.Api.Answer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The service starts and serves without NATS, and publishes what waited once it is there.
 */
@RequiresNats(ownServer = true)
class NatsAwayTest {

	private static final String MESSAGE = "{\"channel_id\":\"c\",\"message\":\"hello\"}";

	@TempDir
	Path directory;

	@Test
	void whatWasAcceptedWithoutNatsGoesOutInOrderWhenItIsThere() throws Exception {
		try (NatsServer server = NatsServer.find().orElseThrow(); ParleyProcess parley = service(server)) {
			Api api = parley.start().api();
			assertThat(api.get("/actuator/health").json().at("/components/nats/status").asString())
				.isEqualTo("DEGRADED");
			assertThat(api.get("/actuator/health").json().get("status").asString()).isEqualTo("UP");
			assertThat(api.post("/session", "{\"session_id\":\"s\",\"expiry_date\":1000}").status()).isEqualTo(201);
			assertThat(api.post("/sessions/expire", null).status()).isEqualTo(200);
			assertThat(api.put("/session/s", "{\"status\":\"open\",\"expiry_date\":0}").status()).isEqualTo(200);
			Answer queued = api.post("/sessions/s/send_message", MESSAGE);
			assertThat(queued.status()).isEqualTo(202);
			assertThat(queued.json().get("status").asString()).isEqualTo("message_queued");
			assertThat(api.delete("/session/s").status()).isEqualTo(200);
			assertThat(api.post("/session", "{\"session_id\":\"s\"}").status()).isEqualTo(201);
			server.start();
			try (Connection nats = Nats.connect(server.url())) {
				await().until(() -> nats.getServerInfo().isJetStreamAvailable()
						&& nats.jetStreamManagement().getStreamNames().contains("PARLEY"));
				JetStreamSubscription events = nats.jetStream()
					.subscribe("parley.default.sessions.s.*", PushSubscribeOptions.builder().ordered(true).build());
				assertThat(types(events, 5)).containsSubsequence("created", "expired", "sent", "deleted")
					.filteredOn("created"::equals)
					.hasSize(2);
			}
			await()
				.until(() -> api.get("/actuator/health").json().at("/components/nats/status").asString().equals("UP"));
		}
	}

	@Test
	void aServerWithoutJetStreamGetsTheEventsAsPlainMessages() throws Exception {
		try (NatsServer server = NatsServer.find().orElseThrow().withoutJetStream().start();
				Connection nats = Nats.connect(server.url());
				ParleyProcess parley = service(server)) {
			Subscription outbound = nats.subscribe("parley.*.channels.c.outbound");
			Subscription replies = nats.subscribe("u__human_intervention_results");
			nats.flush(Duration.ofSeconds(60));
			Api api = parley.start().api();
			await()
				.until(() -> api.get("/actuator/health").json().at("/components/nats/status").asString().equals("UP"));
			api.post("/session", "{\"session_id\":\"s\",\"subject_id\":\"u\"}");
			assertThat(api.post("/sessions/s/send_message", MESSAGE).status()).isEqualTo(200);
			assertThat(outbound.nextMessage(Duration.ofSeconds(60))).isNotNull();
			assertThat(api.post("/channels/response", "{\"session_id\":\"s\",\"response_data\":{}}").status())
				.isEqualTo(200);
			assertThat(replies.nextMessage(Duration.ofSeconds(60))).isNotNull();
		}
	}

	private ParleyProcess service(NatsServer server) {
		return new ParleyProcess(this.directory, Map.of("ORG_NATS_URL", server.url()));
	}

	private static List<String> types(JetStreamSubscription events, int atLeast) throws Exception {
		List<String> types = new ArrayList<>();
		await().until(() -> {
			for (Message next = events.nextMessage(Duration.ofMillis(200)); next != null; next = events
				.nextMessage(Duration.ofMillis(200))) {
				types.add(next.getSubject().substring(next.getSubject().lastIndexOf('.') + 1));
			}
			return types.size() >= atLeast;
		});
		return types;
	}

}
