package io.parley.client;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

import io.parley.client.StubService.Answer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

/**
 * What a client does when the service is not well; the service itself cannot be made to
 * behave like this.
 */
class SessionApiTest {

	@ParameterizedTest
	@ValueSource(ints = { 429, 502, 503, 504 })
	void triesAgainWithTheSameKeyWhatIsWorthIt(int status) {
		AtomicInteger tries = new AtomicInteger();
		try (StubService service = new StubService(
				(request) -> (tries.incrementAndGet() < 3) ? Answer.status(status) : Answer.ok("{\"done\":true}"));
				SessionClient client = new SessionClient(service.url())) {
			assertThat(client.sendMessage("s", "c", "m")).containsEntry("done", true);
			assertThat(service.requests()).hasSize(3);
			assertThat(service.requests()).extracting((request) -> request.header("Idempotency-key"))
				.doesNotContainNull()
				.containsOnly(service.requests().get(0).header("Idempotency-key"));
		}
	}

	@Test
	void waitsForAnEarlierTryThatIsStillAtWork() {
		AtomicInteger tries = new AtomicInteger();
		try (StubService service = new StubService((request) -> (tries.incrementAndGet() < 2)
				? new Answer(409, Map.of("Retry-After", "1"), "") : Answer.ok("{\"done\":true}"));
				SessionClient client = new SessionClient(service.url())) {
			assertThat(client.createSession("s")).containsEntry("done", true);
		}
	}

	@Test
	void triesAgainWhenTheConnectionBreaks() {
		AtomicInteger tries = new AtomicInteger();
		try (StubService service = new StubService(
				(request) -> (tries.incrementAndGet() < 3) ? null : Answer.ok("{\"done\":true}"));
				SessionClient client = new SessionClient(service.url())) {
			assertThat(client.rejectSession("s")).containsEntry("done", true);
		}
	}

	@ParameterizedTest
	@ValueSource(ints = { 400, 401, 403, 404, 409, 413, 422, 500 })
	void doesNotRepeatWhatWouldFailAgain(int status) {
		try (StubService service = new StubService((request) -> Answer.status(status));
				SessionClient client = new SessionClient(service.url())) {
			assertThatExceptionOfType(SessionHttpException.class).isThrownBy(() -> client.expireSessions())
				.satisfies((failure) -> assertThat(failure.status()).isEqualTo(status));
			assertThat(service.requests()).hasSize(1);
		}
	}

	@Test
	void givesTheProblemDocumentOfARefusal() {
		String problem = """
				{"type":"about:blank","title":"Bad Request","status":400,"detail":"session_id must not be blank",
				"instance":"/session","error":"session_id must not be blank",
				"errors":{"session_id":["must not be blank"]},"success":false}""";
		try (StubService service = new StubService((request) -> new Answer(400, Map.of(), problem));
				SessionClient client = new SessionClient(service.url())) {
			SessionHttpException refused = catchThrowableOfType(SessionHttpException.class,
					() -> client.createSession(" "));
			assertThat(refused).hasMessage("400 Bad Request: session_id must not be blank");
			assertThat(refused.problem().instance()).isEqualTo("/session");
			assertThat(refused.problem().errors()).containsOnlyKeys("session_id");
		}
	}

	@Test
	void waitsAsLongAsTheServiceAsksForAndNotPastTheDeadline() {
		try (StubService service = new StubService((request) -> new Answer(429, Map.of("Retry-After", "3600"), ""));
				SessionClient client = new SessionClient(service.url())) {
			SessionHttpException limited = catchThrowableOfType(SessionHttpException.class,
					() -> client.createSession("s"));
			assertThat(limited.retryAfter()).contains(Duration.ofHours(1));
			assertThat(service.requests()).hasSize(1);
		}
	}

	@Test
	void givesUpAtTheDeadlineWhenNobodyListens() {
		try (SessionClient client = SessionClient.builder("http://127.0.0.1:1")
			.deadline(Duration.ofMillis(500))
			.build()) {
			assertThatExceptionOfType(SessionUnreachableException.class).isThrownBy(() -> client.createSession("s"));
		}
	}

	@Test
	void triesAgainWhenATryTakesTooLong() {
		CountDownLatch over = new CountDownLatch(1);
		AtomicInteger tries = new AtomicInteger();
		try (StubService service = new StubService((request) -> {
			if (tries.incrementAndGet() == 1) {
				await().until(() -> over.getCount() == 0);
			}
			return Answer.ok("{\"done\":true}");
		});
				SessionClient client = SessionClient.builder(service.url())
					.attemptTimeout(Duration.ofMillis(300))
					.build()) {
			assertThat(client.createSession("s")).containsEntry("done", true);
			over.countDown();
		}
	}

	@Test
	void saysThatAnAnswerIsNotFromTheService() {
		try (StubService service = new StubService((request) -> Answer.ok("<html>"));
				SessionClient client = new SessionClient(service.url())) {
			assertThatExceptionOfType(SessionHttpException.class).isThrownBy(() -> client.expireSessions())
				.withMessageContaining("apiBaseUrl");
		}
	}

	@Test
	void keepsIdsWithinTheirPathSegmentAndTheBasePath() {
		try (StubService service = new StubService((request) -> Answer.ok("{}"));
				SessionClient client = new SessionClient(service.url() + "/parley/")) {
			client.rejectSession("a/b?c d%é..");
			assertThat(service.requests().get(0).path()).isEqualTo("/parley/sessions/a%2Fb%3Fc%20d%25%C3%A9%2E%2E");
		}
	}

	@Test
	void sendsTheApiKey() {
		try (StubService service = new StubService((request) -> Answer.ok("{}"));
				SessionClient client = SessionClient.builder(service.url()).apiKey("secret").build()) {
			client.expireSessions();
			assertThat(service.requests().get(0).header("X-api-key")).isEqualTo("secret");
		}
	}

	@Test
	void createsWithTheDefaultsOfTheDocument() {
		try (StubService service = new StubService((request) -> Answer.ok("{}"));
				SessionClient client = new SessionClient(service.url())) {
			client.createSession("s");
			assertThat(Json.read(service.requests().get(0).body().getBytes()))
				.isEqualTo(Map.of("session_id", "s", "message_data", Map.of(), "message_data_template",
						Map.of("type", "object", "additionalProperties", true)));
		}
	}

	@Test
	void breaksTheRequestOffWhenItsFutureIsCancelled() {
		CountDownLatch asked = new CountDownLatch(1);
		CountDownLatch over = new CountDownLatch(1);
		try (StubService service = new StubService((request) -> {
			asked.countDown();
			await().until(() -> over.getCount() == 0);
			return Answer.status(503);
		}); SessionClient client = new SessionClient(service.url())) {
			CompletableFuture<Map<String, Object>> call = client.async().createSession("s");
			await().until(() -> asked.getCount() == 0);
			call.cancel(true);
			over.countDown();
			await().during(Duration.ofMillis(400)).until(() -> service.requests().size() == 1);
		}
	}

	@Test
	void failsWhatIsUnderWayWhenItIsClosedAndTakesNoMore() {
		try (StubService service = new StubService((request) -> Answer.status(503))) {
			SessionClient client = new SessionClient(service.url());
			CompletableFuture<Map<String, Object>> call = client.async().createSession("s");
			client.close();
			await().until(call::isDone);
			assertThat(call).isCompletedExceptionally();
			assertThatExceptionOfType(IllegalStateException.class).isThrownBy(() -> client.createSession("t"));
		}
	}

	@Test
	void tellsWhereTheCallWasMade() {
		try (StubService service = new StubService((request) -> Answer.status(404));
				SessionClient client = new SessionClient(service.url())) {
			SessionHttpException missing = catchThrowableOfType(SessionHttpException.class,
					() -> client.rejectSession("s"));
			assertThat(missing.getStackTrace())
				.anyMatch((frame) -> frame.getMethodName().equals("tellsWhereTheCallWasMade")
						|| frame.getMethodName().contains("lambda$tellsWhere"));
		}
	}

}
