package io.parley.client;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import io.parley.client.StubService.Answer;
import io.parley.client.StubService.Request;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

/** How a client obtains access tokens, and what becomes of them. */
class BearerTokensTest {

	private static final String SECRET = "a-secret";

	private final TokenService tokens = new TokenService();

	@Test
	void showsIdAndSecretAsTheGrantSays() {
		try (StubService service = new StubService(this.tokens);
				SessionClient client = SessionClient.builder(service.url())
					.clientCredentials("a b:c/ü", "s%+&=:", "session-messages:read", "session-messages:write")
					.build()) {
			assertThat(client.expireSessions()).containsEntry("done", true);
			Request asked = service.requests().get(0);
			String pair = new String(Base64.getDecoder().decode(asked.header("Authorization").split(" ")[1]),
					StandardCharsets.UTF_8);
			assertThat(asked.method() + " " + asked.path()).isEqualTo("POST /o/token/");
			assertThat(pair).isEqualTo("a+b%3Ac%2F%C3%BC:s%25%2B%26%3D%3A");
			assertThat(asked.header("Content-type")).isEqualTo("application/x-www-form-urlencoded");
			assertThat(asked.body())
				.isEqualTo("grant_type=client_credentials&scope=session-messages%3Aread+session-messages%3Awrite");
			assertThat(service.requests().get(1).headers()).containsEntry("Authorization", List.of("Bearer token-1"))
				.doesNotContainKey("X-api-key");
		}
	}

	@Test
	void asksForAllThatTheApplicationMayDoWhereNoScopeIsNamed() {
		try (StubService service = new StubService(this.tokens); SessionClient client = client(service)) {
			client.expireSessions();
			assertThat(service.requests().get(0).body()).isEqualTo("grant_type=client_credentials");
		}
	}

	@Test
	void obtainsTokensWhereItIsTold() {
		try (StubService elsewhere = new StubService((request) -> this.tokens.token());
				StubService service = new StubService(this.tokens);
				SessionClient client = SessionClient.builder(service.url() + "/below")
					.clientCredentials("app", SECRET)
					.tokenUrl(elsewhere.url() + "/token")
					.build()) {
			client.expireSessions();
			assertThat(elsewhere.requests()).extracting(Request::path).containsExactly("/token");
		}
		try (StubService service = new StubService(
				(request) -> request.path().equals("/below/o/token/") ? this.tokens.token() : Answer.ok("{}"));
				SessionClient client = SessionClient.builder(service.url() + "/below/")
					.clientCredentials("app", SECRET)
					.build()) {
			client.expireSessions();
			assertThat(service.requests()).extracting(Request::path)
				.containsExactly("/below/o/token/", "/below/sessions/expire");
		}
	}

	@Test
	void allThreadsShareOneTokenThatIsAskedForOnce() {
		CountDownLatch asked = new CountDownLatch(1);
		CountDownLatch answer = new CountDownLatch(1);
		try (StubService service = new StubService((request) -> {
			if (request.path().equals("/o/token/")) {
				asked.countDown();
				await().until(() -> answer.getCount() == 0);
			}
			return this.tokens.apply(request);
		}); SessionClient client = client(service)) {
			List<CompletableFuture<Map<String, Object>>> calls = calls(client, 20);
			await().until(() -> asked.getCount() == 0);
			calls.get(0).cancel(true);
			answer.countDown();
			calls.subList(1, calls.size()).forEach((call) -> assertThat(call.join()).containsEntry("done", true));
			assertThat(this.tokens.made()).isOne();
		}
	}

	@Test
	void aRevokedTokenIsRenewedOnceForAllThreads() {
		try (StubService service = new StubService(this.tokens); SessionClient client = client(service)) {
			client.expireSessions();
			this.tokens.revoke();
			calls(client, 20).forEach((call) -> assertThat(call.join()).containsEntry("done", true));
			assertThat(this.tokens.made()).isEqualTo(2);
			assertThat(service.requests().stream().filter((request) -> request.path().contains("send_message")))
				.extracting((request) -> request.path() + request.header("Idempotency-key"))
				.doesNotContainNull()
				.satisfies((keys) -> assertThat(keys.stream().distinct()).hasSize(20));
		}
	}

	@Test
	void aServiceThatTakesNoTokenIsAskedTwice() {
		try (StubService service = new StubService((request) -> {
			this.tokens.revoke();
			return this.tokens.apply(request);
		}); SessionClient client = client(service)) {
			this.tokens.revoke();
			SessionHttpException refused = catchThrowableOfType(SessionHttpException.class, client::expireSessions);
			assertThat(refused).hasMessage("401 Unauthorized: The access token is not valid");
			assertThat(service.requests()).extracting(Request::path)
				.containsExactly("/o/token/", "/sessions/expire", "/o/token/", "/sessions/expire");
		}
	}

	@Test
	void aTokenIsRenewedShortlyBeforeItExpiresWhileTheOldOneDoes() throws Exception {
		Time time = new Time();
		CountDownLatch second = new CountDownLatch(1);
		try (StubService service = new StubService((request) -> {
			if (this.tokens.made() == 1) {
				await().until(() -> second.getCount() == 0);
			}
			return this.tokens.lifetime(600).token();
		}); Workers workers = new Workers()) {
			BearerTokens shared = tokens(service, workers, time);
			assertThat(shared.get(soon())).isEqualTo("token-1");
			time.now = time.now.plusSeconds(569);
			assertThat(shared.get(soon())).isEqualTo("token-1");
			assertThat(service.requests()).hasSize(1);
			time.now = time.now.plusSeconds(2);
			assertThat(shared.get(soon())).isEqualTo("token-1");
			await().until(() -> service.requests().size() == 2);
			second.countDown();
			await().untilAsserted(() -> assertThat(shared.get(soon())).isEqualTo("token-2"));
			time.now = time.now.plusSeconds(700);
			assertThat(shared.get(soon())).isEqualTo("token-3");
			assertThat(service.requests()).hasSize(3);
		}
	}

	@Test
	void aTokenThatLivesForNoTimeIsUsedOnce() throws Exception {
		try (StubService service = new StubService(this.tokens.lifetime(0)); Workers workers = new Workers()) {
			BearerTokens shared = tokens(service, workers, new Time());
			assertThat(shared.get(soon())).isEqualTo("token-1");
			assertThat(shared.get(soon())).isEqualTo("token-2");
		}
	}

	@Test
	void tellsWhyItGetsNoToken() {
		try (StubService service = new StubService((request) -> new Answer(401, Map.of(),
				"{\"error\":\"invalid_client\",\"error_description\":\"Client authentication failed\"}"));
				SessionClient client = client(service)) {
			SessionHttpException refused = catchThrowableOfType(SessionHttpException.class, client::expireSessions);
			assertThat(refused).hasMessage("401 No access token for app: invalid_client: Client authentication failed")
				.hasStackTraceContaining("tellsWhyItGetsNoToken");
			assertThat(refused.status()).isEqualTo(401);
			assertThat(service.requests()).hasSize(1);
		}
	}

	@Test
	void triesAgainWhileTheTokenEndpointIsNotWell() {
		AtomicInteger tries = new AtomicInteger();
		try (StubService service = new StubService(
				(request) -> (tries.incrementAndGet() < 3) ? Answer.status(503) : this.tokens.apply(request));
				SessionClient client = client(service)) {
			assertThat(client.expireSessions()).containsEntry("done", true);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "{}", "{\"access_token\":\"t\"}", "{\"access_token\":\"t\",\"token_type\":\"MAC\"}",
			"{\"access_token\":\"a-secret\\r\\nX: y\",\"token_type\":\"Bearer\"}", "<html>",
			"{\"access_token\":\"\",\"token_type\":\"bearer\"}" })
	void refusesAnAnswerWithoutAToken(String answer) {
		try (StubService service = new StubService((request) -> Answer.ok(answer));
				SessionClient client = client(service)) {
			assertThatExceptionOfType(SessionHttpException.class).isThrownBy(client::expireSessions)
				.withMessageStartingWith("200 No access token for app: ")
				.satisfies((refused) -> assertThat(refused).message().doesNotContain(SECRET));
		}
	}

	@Test
	void givesUpAtTheDeadlineWhenNobodyListens() {
		try (StubService service = new StubService(this.tokens);
				SessionClient client = SessionClient.builder(service.url())
					.clientCredentials("app", SECRET)
					.tokenUrl("http://127.0.0.1:1/token")
					.deadline(Duration.ofMillis(500))
					.build()) {
			assertThatExceptionOfType(SessionUnreachableException.class).isThrownBy(client::expireSessions)
				.withMessageContaining("http://127.0.0.1:1/token");
		}
	}

	@Test
	void failsWhatWaitsForATokenWhenItIsClosed() {
		CountDownLatch over = new CountDownLatch(1);
		try (StubService service = new StubService((request) -> {
			await().until(() -> over.getCount() == 0);
			return null;
		})) {
			SessionClient client = client(service);
			CompletableFuture<Map<String, Object>> call = client.async().expireSessions();
			await().until(() -> !service.requests().isEmpty());
			client.close();
			await().until(call::isDone);
			assertThatExceptionOfType(Exception.class).isThrownBy(call::join)
				.withCauseInstanceOf(SessionClientException.class);
			over.countDown();
		}
	}

	@Test
	void refusesSettingsThatMakeNoSenseWithoutShowingThem() {
		SessionClientBuilder builder = SessionClient.builder("http://localhost:1");
		assertThatIllegalArgumentException().isThrownBy(() -> builder.apiKey("a-secret\r\nX: y"))
			.withMessage("apiKey must be of visible ASCII characters");
		assertThatIllegalArgumentException().isThrownBy(() -> builder.clientCredentials("app", " "))
			.withMessage("clientSecret must not be blank");
		assertThatIllegalArgumentException().isThrownBy(() -> builder.tokenUrl("ftp://u:a-secret@host/"))
			.withMessageContaining("tokenUrl must be")
			.satisfies((refused) -> assertThat(refused).message().doesNotContain(SECRET));
		assertThatIllegalArgumentException()
			.isThrownBy(() -> builder.apiKey("key").clientCredentials("app", SECRET).build())
			.withMessage("apiKey and clientCredentials are both given: keep one of them");
	}

	@Test
	void showsNothingSecret() {
		ClientGrant grant = new ClientGrant(ClientSettings.base("http://localhost:1/"), "app", SECRET, List.of());
		BearerToken token = BearerToken.of(Map.of("access_token", SECRET, "token_type", "bearer"), Instant.now());
		SessionClientBuilder builder = SessionClient.builder("http://u:a-secret@localhost:1")
			.clientCredentials("app", SECRET)
			.natsUserInfo("user", SECRET);
		assertThat(
				Stream.of(grant, token, builder, builder.settings(), builder.settings().natsLogin(), builder.build()))
			.allSatisfy((holder) -> assertThat(holder.toString()).doesNotContain(SECRET));
	}

	private static SessionClient client(StubService service) {
		return SessionClient.builder(service.url()).clientCredentials("app", SECRET).build();
	}

	private static BearerTokens tokens(StubService service, Workers workers, Clock clock) {
		ClientSettings settings = SessionClient.builder(service.url()).clientCredentials("app", SECRET).settings();
		return new BearerTokens(settings.grant(), new HttpCalls(settings, null, workers), workers, settings.deadline(),
				clock);
	}

	private static Deadline soon() {
		return Deadline.in(Duration.ofSeconds(20));
	}

	private static List<CompletableFuture<Map<String, Object>>> calls(SessionClient client, int count) {
		return Stream.iterate(1, (number) -> number + 1)
			.limit(count)
			.map((number) -> client.async().sendMessage("s" + number, "channel", "?"))
			.toList();
	}

	private static final class Time extends Clock {

		private volatile Instant now = Instant.parse("2026-01-31T09:30:00Z");

		@Override
		public ZoneId getZone() {
			return ZoneOffset.UTC;
		}

		@Override
		public Clock withZone(ZoneId zone) {
			return this;
		}

		@Override
		public Instant instant() {
			return this.now;
		}

	}

}
