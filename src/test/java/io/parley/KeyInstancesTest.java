package io.parley;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import io.parley.Api.Answer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Two instances of the service that know the same teams and keys. */
class KeyInstancesTest {

	private static final Duration SOON = Duration.ofSeconds(5);

	@TempDir
	private Path directory;

	@Test
	void whatEndsAtOneEndsAtTheOtherWithinSeconds() throws Exception {
		try (SharedStore store = new SharedStore(Files.createDirectory(this.directory.resolve("store"))).open();
				ParleyProcess one = instance("one", store);
				ParleyProcess other = instance("other", store)) {
			CompletableFuture<?> started = CompletableFuture.runAsync(one::start);
			other.start();
			started.join();
			onlyOneDefaultWasMade(one, other);
			aDeletedKeyEnds(one, other);
			theKeysOfADeletedTeamEndForGood(one, other);
		}
	}

	private static void onlyOneDefaultWasMade(ParleyProcess one, ParleyProcess other) {
		String list = one.api().get("/api/teams/", Secured.admin()).body();
		assertThat(list).contains("\"count\":1,").contains("\"slug\":\"default\"");
		assertThat(other.api().get("/api/teams/", Secured.admin()).body().replace(":" + other.port(), ""))
			.isEqualTo(list.replace(":" + one.port(), ""));
	}

	private static void aDeletedKeyEnds(ParleyProcess one, ParleyProcess other) {
		Answer created = one.api()
			.post("/api/keys/", "{\"name\":\"x\",\"scopes\":[\"sessions:read\"]}", Secured.admin());
		String key = created.json().get("key").asString();
		assertThat(status(one, key)).isEqualTo(200);
		assertThat(status(other, key)).isEqualTo(200);
		String path = "/api/keys/" + created.json().get("id").asString() + "/";
		await().until(() -> !one.api().get(path, Secured.admin()).json().get("last_used_at").isNull());
		assertThat(one.api().delete(path, Secured.admin()).status()).isEqualTo(204);
		assertThat(status(one, key)).isEqualTo(401);
		await().atMost(SOON).until(() -> status(other, key) == 401);
	}

	private static void theKeysOfADeletedTeamEndForGood(ParleyProcess one, ParleyProcess other) {
		String team = "{\"slug\":\"research\"}";
		assertThat(one.api().post("/api/teams/", team, Secured.admin()).status()).isEqualTo(201);
		String key = other.api()
			.post("/api/keys/", "{\"name\":\"x\",\"scopes\":[\"admin\"]}", Secured.admin("research"))
			.json()
			.get("key")
			.asString();
		assertThat(status(one, key)).isEqualTo(200);
		assertThat(status(other, key)).isEqualTo(200);
		assertThat(one.api().delete("/api/teams/research/", Secured.admin()).status()).isEqualTo(204);
		assertThat(status(one, key)).isEqualTo(401);
		await().atMost(SOON).until(() -> status(other, key) == 401);
		assertThat(one.api().post("/api/teams/", team, Secured.admin()).status()).isEqualTo(201);
		assertThat(status(one, key)).isEqualTo(401);
		assertThat(status(other, key)).isEqualTo(401);
	}

	private static int status(ParleyProcess service, String key) {
		return service.api().get("/api/me/", Secured.key(key)).status();
	}

	private ParleyProcess instance(String name, SharedStore store) throws Exception {
		return new ParleyProcess(Files.createDirectory(this.directory.resolve(name)), Map.of("MONGODB_URI", store.uri(),
				"PARLEY_ADMIN_KEY", Secured.ADMIN_KEY, "ORG_NATS_URL", TestServers.natsUrl()));
	}

}
