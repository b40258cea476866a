package io.parley;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

import io.parley.Api.Answer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/**
 * Channels of services in processes of their own: keys at the start, JetStream, and each
 * other.
 */
@RequiresNats(ownServer = true)
class ChannelInstancesTest {

	private static final String KEY = "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=";

	private static final String OTHER = "ZmVkY2JhOTg3NjU0MzIxMGZlZGNiYTk4NzY1NDMyMTA=";

	private static final String CHANNEL = "{\"id\":\"desk\",\"kind\":\"webhook\",\"url\":\"https://example.org/\"}";

	@TempDir
	private Path directory;

	private ParleyProcess service(String name, String nats, String key, Map<String, String> more) throws IOException {
		Map<String, String> environment = new HashMap<>(more);
		environment.put("ORG_NATS_URL", nats);
		environment.put("PARLEY_SECRET_KEY", key);
		Path own = this.directory.resolve(name);
		return new ParleyProcess(Files.createDirectories(own), environment);
	}

	@Test
	void whatOneRegistersTheOtherKnowsWithinSeconds() throws Exception {
		try (SharedStore store = new SharedStore(Files.createDirectory(this.directory.resolve("store"))).open();
				NatsServer nats = NatsServer.find().orElseThrow().start();
				ParleyProcess one = service("one", nats.url(), KEY, Map.of("MONGODB_URI", store.uri())).begin();
				ParleyProcess other = service("other", nats.url(), KEY, Map.of("MONGODB_URI", store.uri())).begin()) {
			one.awaitReady();
			other.awaitReady();
			assertThat(one.api().post("/channels", CHANNEL).status()).isEqualTo(201);
			await().atMost(Duration.ofSeconds(5)).until(() -> known(other) == 1);
			assertThat(
					other.api().put("/channels/desk", "{\"url\":\"https://example.org/\",\"enabled\":false}").status())
				.isEqualTo(200);
			one.api().post("/session", "{\"session_id\":\"s\"}");
			Answer refused = one.api()
				.post("/sessions/s/send_message", "{\"channel_id\":\"desk\",\"message\":\"Hello\"}");
			assertThat(refused.status()).as(refused.body()).isEqualTo(409);
			assertThat(refused.json().get("detail").asString()).isEqualTo("Channel desk is not enabled");
			await().atMost(Duration.ofSeconds(5)).until(() -> known(one) == 0);
			assertThat(one.api().delete("/channels/desk").status()).isEqualTo(204);
			assertThat(other.api().get("/channels/desk").status()).isEqualTo(404);
		}
	}

	private static int known(ParleyProcess service) {
		return channels(service).at("/details/delivered").asInt(-1);
	}

	private static JsonNode channels(ParleyProcess service) {
		return service.api().get("/actuator/health").json().at("/components/channels");
	}

	@Test
	void withoutJetStreamOrTheKeyHealthSaysSoAndTheRestWorks() throws Exception {
		try (NatsServer nats = NatsServer.find().orElseThrow().start();
				ParleyProcess service = service("own", nats.url(), KEY, Map.of()).start()) {
			String secret = service.api().post("/channels", CHANNEL).json().get("secret").asString();
			assertThat(secret).startsWith("whsec_");
			assertThat(channels(service).get("status").asString()).isEqualTo("UP");
			nats.kill();
			nats.withoutJetStream().start();
			await().atMost(Duration.ofSeconds(30))
				.until(() -> channels(service).get("status").asString().equals("DEGRADED"));
			assertThat(channels(service).at("/details/reason").asString()).contains("JetStream", "-js");
			assertThat(service.api().get("/actuator/health").json().get("status").asString()).isEqualTo("UP");
			Answer refused = service.api().post("/channels", CHANNEL.replace("desk", "other"));
			assertThat(refused.status()).isEqualTo(409);
			assertThat(refused.json().get("detail").asString()).contains("JetStream");
			assertThat(service.api().post("/channels", "{\"id\":\"n\",\"kind\":\"nats\"}").status()).isEqualTo(201);
			service.api().post("/session", "{\"session_id\":\"s\"}");
			assertThat(service.api()
				.post("/sessions/s/send_message", "{\"channel_id\":\"desk\",\"message\":\"Hello\"}")
				.status()).isEqualTo(503);
			service.kill();
			try (ParleyProcess again = service("own", nats.url(), OTHER, Map.of()).start()) {
				assertThat(again.api().get("/channels/desk").json().get("has_secret").asBoolean()).isTrue();
				assertThat(again.api().post("/channels/desk/test", null).json().get("delivered").asBoolean()).isFalse();
			}
			assertThat(bytes("service.log")).contains("Store: ").doesNotContain(secret, KEY, OTHER);
			if (TestServers.database("any").isEmpty()) {
				assertThat(bytes("parley.db")).contains("https://example.org/").doesNotContain(secret, KEY, OTHER);
			}
		}
	}

	private String bytes(String file) throws IOException {
		return Files.readString(this.directory.resolve("own").resolve(file), StandardCharsets.ISO_8859_1);
	}

	@Test
	void aKeyThatIsNoneKeepsTheServiceFromStartingAndIsNotShown() throws Exception {
		try (ParleyProcess service = service("none", "nats://127.0.0.1:1", "aHVudGVyMg==", Map.of())) {
			assertThatThrownBy(service::start).hasMessageContaining("did not start");
		}
		assertThat(Files.readString(this.directory.resolve("none").resolve("service.log")))
			.contains(
					"PARLEY_SECRET_KEY (parley.secret-key) has a key of 7 bytes, and each must be base64 of 32 bytes.",
					"openssl rand -base64 32")
			.doesNotContain("aHVudGVyMg", "hunter2");
	}

}
