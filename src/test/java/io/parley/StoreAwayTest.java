package io.parley;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.parley.Api.Answer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The service starts while the store is away, says so, and serves once it is there; a
 * store that goes in the middle is a 503 that may be repeated, and loses nothing.
 */
class StoreAwayTest {

	private static final String SESSION = "{\"session_id\":\"%s\"}";

	@TempDir
	Path directory;

	@Test
	void startsWithoutTheStoreAndServesOnceItIsThere() throws Exception {
		try (SharedStore store = new SharedStore(this.directory.resolve("store")).open();
				TcpProxy network = new TcpProxy(0);
				ParleyProcess parley = service(store, network).startUnready()) {
			Api api = parley.api();
			assertIsAway(api.post("/session", SESSION.formatted("early")));
			assertThat(api.get("/actuator/health/readiness").status()).isEqualTo(503);
			assertHealthSaysSo(api.get("/actuator/health"));
			network.mend(store.port());
			await().until(() -> api.get("/actuator/health/readiness").status() == 200);
			assertThat(api.get("/actuator/health/channels").json().get("status").asString()).isEqualTo("UP");
			assertThat(api.post("/session", SESSION.formatted("early")).status()).isEqualTo(201);
		}
	}

	@Test
	void everyFaceSaysThatTheStoreIsAwayAndGoesOnWhereItWas() throws Exception {
		try (SharedStore store = new SharedStore(this.directory.resolve("store")).open();
				TcpProxy network = new TcpProxy(store.port());
				ParleyProcess parley = service(store, network).start()) {
			Api api = parley.api();
			assertThat(api.post("/session", SESSION.formatted("kept")).status()).isEqualTo(201);
			network.cut();
			List<Answer> answers = Stream
				.of("/session/kept", "/users/ada/messages", "/users/ada/threads?group_by=user_ids", "/bots/guide",
						"/api/sessions", "/api/experiments/e")
				.parallel()
				.map(api::get)
				.toList();
			answers.forEach(StoreAwayTest::assertIsAway);
			assertIsAway(api.post("/session", SESSION.formatted("repeated"), "Idempotency-Key", "k"));
			assertThat(api.get("/session/kept").json().get("success").asBoolean()).isFalse();
			assertThat(api.get("/actuator/health/liveness").status()).isEqualTo(200);
			assertThat(api.get("/actuator/health/readiness").status()).isEqualTo(503);
			network.mend(store.port());
			await().until(() -> api.get("/actuator/health/readiness").status() == 200);
			assertThat(api.get("/session/kept").status()).isEqualTo(200);
			assertThat(api.post("/session", SESSION.formatted("repeated"), "Idempotency-Key", "k").status())
				.isEqualTo(201);
		}
	}

	private static void assertHealthSaysSo(Answer health) {
		assertThat(health.status()).as(health.body()).isEqualTo(503);
		assertThat(health.json().get("status").asString()).isEqualTo("DOWN");
		assertThat(health.json().at("/components/store/status").asString()).isEqualTo("DOWN");
		assertThat(health.json().at("/components/channels/status").asString()).isEqualTo("UNKNOWN");
		assertThat(health.json().at("/components/channels/details/reason").asString()).contains("the store is away");
	}

	private static void assertIsAway(Answer answer) {
		assertThat(answer.status()).as(answer.body()).isEqualTo(503);
		assertThat(Integer.parseInt(answer.header("Retry-After"))).isPositive();
		assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
		JsonNode problem = answer.json();
		assertThat(problem.get("error").asString()).isEqualTo(problem.get("detail").asString()).doesNotContain("mongo");
	}

	private ParleyProcess service(SharedStore store, TcpProxy network) {
		return new ParleyProcess(this.directory,
				Map.of("MONGODB_URI", store.uriBehind(network.port()), "ORG_NATS_URL", TestServers.natsUrl()));
	}

}
