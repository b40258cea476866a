package io.parley;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

import io.parley.Api.Answer;
import io.parley.access.oauth.OAuthFlow;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * An instance of the service is killed in place of each write, one after the other, that
 * a change of a credential makes. Whatever it leaves opens no door at another instance.
 */
@RequiresNats
class AccessCrashTest {

	private static final Set<String> COLLECTIONS = Set.of("audit", "api_keys", "accounts", "sign_ins",
			"oauth_authorizations", "oauth_consents");

	private static final int MOST_WRITES = 10;

	private static final String NEW_PASSWORD = "another horse battery";

	/** Longer than an instance remembers a credential. */
	private static final Duration FORGOTTEN = Duration.ofSeconds(30);

	@TempDir
	private static Path directory;

	private static SharedStore store;

	private static WriteWatch watch;

	private static ParleyProcess killed;

	private static ParleyProcess other;

	@BeforeAll
	static void startTwo() throws IOException {
		store = new SharedStore(Files.createDirectory(directory.resolve("store"))).open();
		watch = new WriteWatch(store.port(), COLLECTIONS);
		other = instance("other", store.uri()).start();
		killed = instance("killed", store.uriBehind(watch.port()));
	}

	@AfterAll
	static void stopBoth() throws Exception {
		other.close();
		killed.close();
		watch.close();
		store.close();
	}

	@Test
	void noKeyIsMadeThatNobodyCanFind() {
		int writes = killAtEachWrite((admin) -> admin.post("/api/keys/", """
				{"name": "engine", "scopes": ["admin"]}""", Secured.admin()), () -> {
			List<JsonNode> keys = list("/api/keys/");
			List<String> told = list("/api/audit/").stream()
				.filter((entry) -> entry.get("action").asString().equals("key.created"))
				.map((entry) -> entry.get("target").asString())
				.toList();
			assertThat(told).hasSizeGreaterThanOrEqualTo(keys.size());
			assertThat(keys).allSatisfy((key) -> assertThat(told.toString()).contains(key.get("id").asString()));
		});
		assertThat(writes).isEqualTo(2);
	}

	@Test
	void aPasswordIsTheOldOrTheNewOneAndTheNewOneEndsTheOtherSignIns() {
		AtomicReference<OAuthFlow> person = new AtomicReference<>();
		int writes = killAtEachWrite((admin) -> {
			person.set(new OAuthFlow(other.port()).person("sessions:read"));
			assertThat(person.get().browser.get("/api/me/").statusCode()).isEqualTo(200);
			return admin.patch("/api/accounts/" + person.get().username + "/",
					"{\"password\": \"" + NEW_PASSWORD + "\"}", Secured.admin());
		}, () -> {
			boolean old = signsIn(person.get().username, OAuthFlow.PASSWORD);
			assertThat(signsIn(person.get().username, NEW_PASSWORD)).isNotEqualTo(old);
			await().atMost(FORGOTTEN)
				.untilAsserted(
						() -> assertThat(person.get().browser.get("/api/me/").statusCode()).isEqualTo(old ? 200 : 401));
		});
		assertThat(writes).isGreaterThanOrEqualTo(2);
	}

	@Test
	void aCodeIsGoodForOneTokenAtMost() {
		OAuthFlow flow = new OAuthFlow(other.port()).person("sessions:read")
			.application("confidential", "sessions:read");
		AtomicReference<String> code = new AtomicReference<>();
		int writes = killAtEachWrite((admin) -> {
			code.set(flow.code());
			return flow.at(killed.port()).exchange(code.get());
		}, () -> {
			Answer again = flow.exchange(code.get());
			assertThat(again.status()).isIn(200, 400);
			assertThat(flow.exchange(code.get()).json().get("error").asString()).isEqualTo("invalid_grant");
			if (again.status() == 200) {
				assertThat(flow.me(again.json().get("access_token").asString()).status()).isEqualTo(401);
			}
		});
		assertThat(writes).isPositive();
	}

	/**
	 * Makes a change again and again at an instance that is killed in place of the first
	 * write, the second, and so on until it is answered.
	 * @return how many writes it makes
	 */
	private int killAtEachWrite(Function<Api, Answer> change, Runnable outcome) {
		for (int write = 1; write <= MOST_WRITES; write++) {
			watch.inPlaceOfWrite(Integer.MAX_VALUE, () -> {
			});
			killed.start();
			Api api = killed.api();
			assertThat(api.get("/api/me/", Secured.admin()).status()).isEqualTo(200);
			watch.inPlaceOfWrite(write, killed::kill);
			boolean answered;
			try {
				answered = change.apply(api).status() < 300;
			}
			catch (UncheckedIOException ex) {
				answered = false;
			}
			outcome.run();
			if (answered) {
				killed.kill();
				return write - 1;
			}
		}
		throw new AssertionError("More than " + MOST_WRITES + " writes");
	}

	private static List<JsonNode> list(String path) {
		Answer answer = other.api().get(path + "?page_size=1000", Secured.admin());
		assertThat(answer.status()).isEqualTo(200);
		return answer.json().get("results").valueStream().toList();
	}

	private boolean signsIn(String username, String password) {
		int status = new Browser(other.port()).signIn(username, password).statusCode();
		assertThat(status).isIn(303, 401);
		return status == 303;
	}

	private static ParleyProcess instance(String name, String uri) throws IOException {
		return new ParleyProcess(Files.createDirectory(directory.resolve(name)), Map.of("MONGODB_URI", uri,
				"ORG_NATS_URL", TestServers.natsUrl(), "PARLEY_ADMIN_KEY", Secured.ADMIN_KEY));
	}

}
