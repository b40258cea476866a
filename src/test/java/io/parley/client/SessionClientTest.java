package io.parley.client;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;

import io.nats.client.Connection;
import io.nats.client.Nats;
import io.parley.ParleyTest;
import io.parley.RequiresNats;
import io.parley.TestServers;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

/**
 * The client against the whole service and a real NATS server. It asks over HTTP so
 * rarely here that what arrives has arrived over NATS.
 */
@ParleyTest
@Tag("black-box")
@RequiresNats
class SessionClientTest {

	private static final Duration PATIENCE = Duration.ofSeconds(30);

	@LocalServerPort
	private int port;

	private final String id = UUID.randomUUID().toString();

	private final String subject = "subject-" + this.id;

	private final String channel = "channel-" + this.id;

	private String url;

	private SessionClient client;

	@BeforeEach
	void open() {
		this.url = "http://127.0.0.1:" + this.port;
		this.client = Human.builder(this.url)
			.natsServers(List.of(TestServers.natsUrl()))
			.pollInterval(Duration.ofMinutes(10))
			.attemptTimeout(PATIENCE)
			.deadline(PATIENCE.multipliedBy(4))
			.build();
	}

	@AfterEach
	void close() {
		this.client.close();
	}

	@Test
	void createsASessionWithTheDefaultsOfTheDocument() {
		Map<String, Object> answer = this.client.createSession(this.id);
		assertThat(answer).containsEntry("success", true);
		assertThat(at(answer, "data", "session")).containsEntry("session_id", this.id)
			.containsEntry("subject_id", "")
			.containsEntry("message_data", Map.of())
			.containsEntry("message_data_template", Map.of("type", "object", "additionalProperties", true))
			.containsEntry("expiry_date", 0)
			.containsEntry("status", "pending");
	}

	@Test
	void givesTheProblemOfASessionThatIsThereAlready() {
		this.client.createSession(this.id);
		SessionHttpException refused = catchThrowableOfType(SessionHttpException.class,
				() -> this.client.createSession(this.id));
		assertThat(refused.status()).isEqualTo(409);
		assertThat(refused.problem().detail()).contains(this.id);
	}

	@Test
	void sendsAMessage() {
		this.client.createSession(this.id);
		Map<String, Object> answer = this.client.sendMessage(this.id, this.channel, "Please confirm.");
		assertThat(answer).containsEntry("status", "message_sent");
		assertThat(at(answer, "details")).containsEntry("channel_id", this.channel);
	}

	@Test
	void rejectsASession() {
		this.client.createSession(this.id);
		assertThat(at(this.client.rejectSession(this.id), "data", "session")).containsEntry("status", "FAILED");
	}

	@Test
	void expiresSessions() {
		this.client.createSession(this.id, null, null, 1L, null);
		assertThat(this.client.expireSessions()).containsEntry("status", "expiry_triggered");
		assertThat(at(Human.session(this.url, this.id), "data")).containsEntry("status", "expired");
	}

	@Test
	void getsTheReplyAsItWasPublished() {
		this.client.createSession(this.id, Map.of("initial", "data"), null, null, this.subject);
		Map<String, Object> answer = Map.of("approved", true, "amount", new java.math.BigDecimal("0.10"), "note",
				"dé\n");
		try (Human human = answering(answer)) {
			assertThat(ask(this.id)).containsEntry("event_type", "human_intervention_results")
				.containsEntry("sender_subject_id", "sessions_system")
				.containsEntry("event_payload", answer)
				.containsEntry("session_id", this.id)
				.containsEntry("status", "validated");
		}
	}

	@Test
	void getsAReplyThatComesBeforeTheSendReturns() {
		this.client.createSession(this.id, null, null, null, this.subject);
		AtomicReference<Map<String, Object>> reply = new AtomicReference<>();
		try (StubService between = new StubService((request) -> {
			StubService.Answer answer = forward(request);
			if (request.path().endsWith("/send_message")) {
				Human.reply(this.url, this.id, Map.of("quick", true));
				await().until(() -> reply.get() != null);
			}
			return answer;
		}); SessionClient slow = Human.builder(between.url()).natsServers(List.of(TestServers.natsUrl())).build()) {
			reply.set(slow.sendAndWaitForResponse(this.id, this.channel, "?", this.subject, PATIENCE));
		}
		assertThat(reply.get()).containsEntry("event_payload", Map.of("quick", true));
	}

	@Test
	void takesNoReplyOfAnotherTeam() throws Exception {
		CompletableFuture<Map<String, Object>> wait = waiting();
		try (Connection other = Nats.connect(TestServers.natsUrl())) {
			other.publish(SessionSubjects.reply(this.subject), Json.write(
					Map.of("session_id", this.id, "team", "other", "status", "validated", "event_payload", Map.of())));
			other.flush(PATIENCE);
		}
		Human.reply(this.url, this.id, Map.of("ours", true));
		assertThat(wait.join()).containsEntry("event_payload", Map.of("ours", true));
	}

	@Test
	void waitsForTheReplyToASessionThatWasOpenedAgain() {
		this.client.createSession(this.id, null, null, 1L, this.subject);
		this.client.expireSessions();
		Human.request(this.url, "PUT", "/session/" + this.id, Map.of("status", "pending", "expiry_date", 0));
		try (Human human = answering(Map.of("round", 2))) {
			assertThat(ask(this.id)).containsEntry("event_payload", Map.of("round", 2));
		}
	}

	@Test
	void givesEachOfTwoHundredWaitsOnOneSubjectItsOwnReply() {
		List<String> sessions = IntStream.range(0, 200).mapToObj((i) -> this.id + "-" + i).toList();
		sessions.forEach((session) -> this.client.createSession(session, null, null, null, this.subject));
		try (Human human = new Human(this.url, TestServers.natsUrl(), this.channel,
				(question) -> Map.of("for", question.get("session_id")))) {
			List<CompletableFuture<Map<String, Object>>> waits = sessions.stream()
				.map((session) -> this.client.async()
					.sendAndWaitForResponse(session, this.channel, "?", this.subject, PATIENCE.multipliedBy(4)))
				.toList();
			assertThat(waits).extracting((wait) -> wait.join().get("event_payload"))
				.isEqualTo(sessions.stream().map((session) -> Map.of("for", session)).toList());
		}
	}

	@ParameterizedTest
	@CsvSource({ "parley.x y,a.b *>%é", "a..b,a%2Eb", "$SYS.x,..", "*,>" })
	void getsTheReplyWhateverTheIdsAre(String oddSubject, String oddId) {
		String session = oddId + this.id;
		this.client.createSession(session, null, null, null, oddSubject);
		try (Human human = answering(Map.of("ok", true))) {
			assertThat(this.client.sendAndWaitForResponse(session, this.channel, "?", oddSubject, PATIENCE))
				.containsEntry("event_payload", Map.of("ok", true));
		}
	}

	@Test
	void getsTheReplyToASessionOfAnotherSubject() {
		this.client.createSession(this.id);
		try (Human human = answering(Map.of("ok", true))) {
			assertThat(ask(this.id)).containsEntry("event_payload", Map.of("ok", true));
		}
	}

	@Test
	void givesUpInTime() {
		this.client.createSession(this.id, null, null, null, this.subject);
		assertThatExceptionOfType(SessionTimeoutException.class)
			.isThrownBy(() -> this.client.sendAndWaitForResponse(this.id, this.channel, "?", this.subject,
					Duration.ofSeconds(5)))
			.withMessage("No reply to session '" + this.id + "' within PT5S")
			.withNoCause();
	}

	@Test
	void tellsOfARejectionByAnotherProcess() {
		CompletableFuture<Map<String, Object>> wait = waiting();
		OtherProcess.run(this.url, "reject", this.id);
		assertThat(failure(wait)).isInstanceOfSatisfying(SessionRejectedException.class,
				(rejected) -> assertThat(rejected.status()).isEqualTo("FAILED"));
	}

	@Test
	void tellsOfAnExpiryByAnotherProcess() {
		CompletableFuture<Map<String, Object>> wait = waiting();
		long expiry = Instant.now().getEpochSecond() + 1;
		Human.request(this.url, "PUT", "/session/" + this.id, Map.of("expiry_date", expiry));
		await().until(() -> Instant.now().getEpochSecond() >= expiry);
		OtherProcess.run(this.url, "expire");
		assertThat(failure(wait)).isInstanceOf(SessionExpiredException.class);
	}

	@Test
	void tellsOfADeletion() {
		CompletableFuture<Map<String, Object>> wait = waiting();
		Human.request(this.url, "DELETE", "/session/" + this.id, Map.of());
		assertThat(failure(wait)).isInstanceOfSatisfying(SessionEndedException.class,
				(ended) -> assertThat(ended.status()).isEqualTo("deleted"));
	}

	@Test
	void doesNotAskWhoeverHasEnded() {
		this.client.createSession(this.id);
		this.client.rejectSession(this.id);
		assertThatExceptionOfType(SessionHttpException.class).isThrownBy(() -> ask(this.id))
			.satisfies((refused) -> assertThat(refused.status()).isEqualTo(409));
	}

	record Approval(boolean approved, String note) {

	}

	@Test
	void readsTheReplyAsATypeOfTheCallers() {
		this.client.createSession(this.id, null, null, null, this.subject);
		try (Human human = answering(Map.of("approved", true, "note", "fine", "more", 1))) {
			assertThat(this.client.sendAndWaitForResponse(this.id, this.channel, "?", this.subject, PATIENCE,
					Approval.class))
				.isEqualTo(new Approval(true, "fine"));
		}
	}

	@Test
	void doesNotPassOffAnInvalidReplyAsATypedOne() {
		Map<String, Object> template = Map.of("type", "object", "required", List.of("approved"));
		this.client.createSession(this.id, null, template, null, this.subject);
		try (Human human = answering(Map.of("note", "hm"))) {
			SessionReplyException invalid = catchThrowableOfType(SessionReplyException.class, () -> this.client
				.sendAndWaitForResponse(this.id, this.channel, "?", this.subject, PATIENCE, Approval.class));
			assertThat(invalid.reply()).containsEntry("status", "failed")
				.containsEntry("event_payload", Map.of("note", "hm"));
		}
	}

	@Test
	void endsTheWaitOfAnInterruptedThread() throws InterruptedException {
		this.client.createSession(this.id, null, null, null, this.subject);
		AtomicReference<Throwable> thrown = new AtomicReference<>();
		AtomicReference<Boolean> flag = new AtomicReference<>();
		Thread thread = new Thread(() -> {
			try {
				ask(this.id);
			}
			catch (RuntimeException ex) {
				thrown.set(ex);
				flag.set(Thread.currentThread().isInterrupted());
			}
		});
		thread.start();
		awaitSent();
		thread.interrupt();
		thread.join();
		assertThat(thrown.get()).isExactlyInstanceOf(SessionClientException.class)
			.hasCauseInstanceOf(InterruptedException.class);
		assertThat(flag.get()).isTrue();
	}

	@Test
	void leavesNoSubscriptionBehindWhenAWaitIsCancelled() throws Exception {
		try (Connection own = Nats.connect(TestServers.natsUrl());
				Connection other = Nats.connect(TestServers.natsUrl());
				SessionClient mine = Human.builder(this.url).natsConnection(own).build()) {
			mine.createSession(this.id, null, null, null, this.subject);
			CompletableFuture<Map<String, Object>> wait = mine.async()
				.sendAndWaitForResponse(this.id, this.channel, "?", this.subject, PATIENCE);
			awaitSent();
			wait.cancel(true);
			await().untilAsserted(() -> {
				own.flush(PATIENCE);
				long before = own.getStatistics().getInMsgs();
				other.publish(SessionSubjects.reply(this.subject), "{}".getBytes());
				other.publish("parley.default.sessions." + this.id + ".rejected", "{}".getBytes());
				other.flush(PATIENCE);
				own.flush(PATIENCE);
				assertThat(own.getStatistics().getInMsgs()).isEqualTo(before);
			});
		}
	}

	@Test
	void doesNotCloseAConnectionThatIsTheCallers() throws Exception {
		try (Connection own = Nats.connect(TestServers.natsUrl())) {
			try (SessionClient mine = Human.builder(this.url).natsConnection(own).build();
					Human human = answering(Map.of("ok", true))) {
				mine.createSession(this.id, null, null, null, this.subject);
				mine.sendAndWaitForResponse(this.id, this.channel, "?", this.subject, PATIENCE);
			}
			assertThat(own.getStatus()).isEqualTo(Connection.Status.CONNECTED);
		}
	}

	@Test
	void failsItsWaitsWhenItIsClosed() {
		CompletableFuture<Map<String, Object>> wait = waiting();
		this.client.close();
		assertThat(failure(wait)).isInstanceOf(SessionClientException.class).hasMessageContaining("closed");
	}

	@Test
	void leavesNoThreadBehindWhenItIsClosed() {
		try (Human human = answering(Map.of("ok", true))) {
			this.client.createSession(this.id, null, null, null, this.subject);
			Human.session(this.url, this.id);
			this.client.close();
			await().atMost(PATIENCE).until(() -> threads("parley-client") == 0);
			long selectors = threads("HttpClient-");
			open();
			ask(this.id);
			this.client.close();
			await().atMost(PATIENCE).until(() -> {
				System.gc(); // the JDK's HTTP client of Java 17 has no other end
				return threads("parley-client") == 0 && threads("HttpClient-") <= selectors;
			});
		}
	}

	private static long threads(String name) {
		return Thread.getAllStackTraces()
			.keySet()
			.stream()
			.filter((thread) -> thread.getName().startsWith(name) && !thread.getName().contains("-Worker-"))
			.count();
	}

	private Human answering(Map<String, Object> answer) {
		return new Human(this.url, TestServers.natsUrl(), this.channel, (question) -> answer);
	}

	private Map<String, Object> ask(String sessionId) {
		return this.client.sendAndWaitForResponse(sessionId, this.channel, "Please confirm.", this.subject, PATIENCE);
	}

	/** A wait whose message has been sent. */
	private CompletableFuture<Map<String, Object>> waiting() {
		this.client.createSession(this.id, null, null, null, this.subject);
		CompletableFuture<Map<String, Object>> wait = this.client.async()
			.sendAndWaitForResponse(this.id, this.channel, "?", this.subject, PATIENCE);
		awaitSent();
		return wait;
	}

	private void awaitSent() {
		await().until(() -> "sent".equals(at(Human.session(this.url, this.id), "data").get("status")));
	}

	private static Throwable failure(CompletableFuture<?> wait) {
		await().until(wait::isDone);
		return wait.handle((answer, failure) -> failure).join();
	}

	private StubService.Answer forward(StubService.Request request) {
		var answer = Human.request(this.url, request.method(), request.path(), Json.read(request.body().getBytes()));
		return new StubService.Answer(answer.statusCode(), Map.of("Content-Type", "application/json"),
				new String(answer.body()));
	}

	@SuppressWarnings("unchecked")
	private static Map<String, Object> at(Map<String, Object> answer, String... path) {
		Map<String, Object> found = answer;
		for (String key : path) {
			found = (Map<String, Object>) found.get(key);
		}
		return found;
	}

}
