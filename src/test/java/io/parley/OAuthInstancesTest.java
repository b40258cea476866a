package io.parley;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import com.mongodb.ConnectionString;
import io.parley.Api.Answer;
import io.parley.access.oauth.OAuthFlow;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * OAuth2 at two instances of the service over one store, one of which is killed and
 * started again.
 */
class OAuthInstancesTest {

	private static final int ROUNDS = 25;

	private final ExecutorService callers = Executors.newFixedThreadPool(2);

	private final List<String> secrets = new ArrayList<>();

	@TempDir
	private Path directory;

	@Test
	void aCodeAndARefreshTokenAreUsedOnceAmongAllInstancesAndLeaveNoSecretBehind() throws Exception {
		try (SharedStore store = new SharedStore(this.directory.resolve("store")).open();
				ParleyProcess one = instance(store).begin();
				ParleyProcess two = instance(store).begin()) {
			one.awaitReady();
			two.awaitReady();
			OAuthFlow here = new OAuthFlow(one.port()).person("sessions:read")
				.application("confidential", "sessions:read");
			OAuthFlow there = here.at(two.port());
			this.secrets.addAll(List.of(here.secret, OAuthFlow.PASSWORD, here.browser.cookie("sessionid")));
			for (int round = 0; round < ROUNDS; round++) {
				String code = here.code();
				this.secrets.add(code);
				JsonNode token = once(() -> here.exchange(code), () -> there.exchange(code));
				assertEnded(here, there, token);
			}
			for (int round = 0; round < ROUNDS; round++) {
				String refresh = remember(here.exchange(here.code()).json()).get("refresh_token").asString();
				JsonNode token = once(() -> here.refresh(refresh), () -> there.refresh(refresh));
				assertEnded(here, there, token);
			}
			JsonNode token = remember(there.exchange(here.code()).json());
			two.kill();
			two.start();
			assertThat(there.me(access(token)).status()).isEqualTo(200);
			JsonNode renewed = remember(there.refresh(token.get("refresh_token").asString()).json());
			assertThat(here.me(access(renewed)).status()).isEqualTo(200);
			assertThat(OAuthFlow.parameters(here.authorize())).as("the consent is kept").containsKey("code");
			assertThat(there.revoke(access(renewed)).status()).isEqualTo(200);
			assertThat(there.me(access(renewed)).status()).isEqualTo(401);
			await().untilAsserted(() -> assertThat(here.me(access(renewed)).status()).isEqualTo(401));
			assertNoSecretIn(dump(store), "the store");
			assertNoSecretIn(Files.readString(this.directory.resolve("service.log")), "the log");
		}
	}

	/** Both ask at once; exactly one is given what it asks for. */
	private JsonNode once(Supplier<Answer> one, Supplier<Answer> other)
			throws InterruptedException, ExecutionException {
		CountDownLatch start = new CountDownLatch(2);
		List<Future<Answer>> asked = new ArrayList<>();
		for (Supplier<Answer> each : List.of(one, other)) {
			asked.add(this.callers.submit(() -> {
				start.countDown();
				start.await();
				return each.get();
			}));
		}
		Answer first = asked.get(0).get();
		Answer second = asked.get(1).get();
		assertThat(List.of(first.status(), second.status())).containsExactlyInAnyOrder(200, 400);
		Answer refused = (first.status() == 400) ? first : second;
		assertThat(refused.json().get("error").asString()).isEqualTo("invalid_grant");
		return remember(((first.status() == 200) ? first : second).json());
	}

	private void assertEnded(OAuthFlow here, OAuthFlow there, JsonNode token) {
		String refresh = token.get("refresh_token").asString();
		assertThat(here.refresh(refresh).json().get("error").asString()).isEqualTo("invalid_grant");
		assertThat(there.introspect(access(token)).toString()).isEqualTo("{\"active\":false}");
		assertThat(here.me(access(token)).status()).isEqualTo(401);
	}

	private JsonNode remember(JsonNode token) {
		this.secrets.add(access(token));
		this.secrets.add(token.get("refresh_token").asString());
		return token;
	}

	private static String access(JsonNode token) {
		return token.get("access_token").asString();
	}

	private void assertNoSecretIn(String text, String where) {
		assertThat(text).as(where).hasSizeGreaterThan(1000);
		assertThat(this.secrets).hasSizeGreaterThan(ROUNDS).noneMatch(text::contains);
	}

	private static String dump(SharedStore store) {
		StringBuilder all = new StringBuilder();
		try (MongoClient client = MongoClients.create(store.uri())) {
			MongoDatabase database = client.getDatabase(new ConnectionString(store.uri()).getDatabase());
			for (String collection : database.listCollectionNames()) {
				database.getCollection(collection).find().forEach((document) -> all.append(document.toJson()));
			}
		}
		return all.toString();
	}

	private ParleyProcess instance(SharedStore store) throws IOException {
		Map<String, String> environment = new LinkedHashMap<>();
		environment.put("MONGODB_URI", store.uri());
		environment.put("ORG_NATS_URL", TestServers.natsUrl());
		environment.put("PARLEY_ADMIN_KEY", Secured.ADMIN_KEY);
		Files.createDirectories(this.directory);
		return new ParleyProcess(this.directory, environment);
	}

}
