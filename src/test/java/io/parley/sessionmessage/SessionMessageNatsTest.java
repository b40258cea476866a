package io.parley.sessionmessage;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import io.nats.client.Connection;
import io.nats.client.Message;
import io.nats.client.Subscription;
import io.parley.Api;
import io.parley.Api.Answer;
import io.parley.EventLog;
import io.parley.ParleyTest;
import io.parley.RequiresNats;
import io.parley.dispatch.Subjects;
import io.parley.store.TeamTemplate;
import org.bson.Document;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What session messages say on a real NATS server. */
@ParleyTest
@Tag("black-box")
@RequiresNats
class SessionMessageNatsTest {

	private final String id = Api.id("session");

	private final String subject = Api.id("subject");

	private Api api;

	@Autowired
	private TeamTemplate store;

	private Connection nats;

	@BeforeEach
	void setUp(@LocalServerPort int port) throws Exception {
		this.api = new Api(port);
		this.nats = EventLog.connect(this.api);
	}

	@AfterEach
	void tearDown() throws Exception {
		this.nats.close();
	}

	@Test
	void aMessageGoesOutAndTheReplyComesBack() throws Exception {
		Subscription replies = this.nats.subscribe(this.subject + "__human_intervention_results");
		this.nats.flush(Duration.ofSeconds(60));
		create();
		Answer sent = send("{\"text\":\"Please confirm\"}");
		assertThat(sent.status()).isEqualTo(200);
		assertThat(sent.json().get("status").asString()).isEqualTo("message_sent");
		assertThat(sent.json().at("/details/subject").asString())
			.isEqualTo("parley.default.channels.%s.outbound".formatted(this.id));
		assertThat(this.api.get("/session/" + this.id).json().at("/data/status").asString()).isEqualTo("sent");

		Answer answer = reply("{\"confirmed\":true}");
		assertThat(answer.body())
			.isEqualTo("{\"status\":\"success\",\"data\":{\"status\":\"validated\",\"validation_errors\":{}}}");
		JsonNode received = Api.tree(new String(replies.nextMessage(Duration.ofSeconds(60)).getData()));
		assertThat(received.get("event_type").asString()).isEqualTo("human_intervention_results");
		assertThat(received.get("sender_subject_id").asString()).isEqualTo("sessions_system");
		assertThat(received.get("event_payload")).isEqualTo(Api.tree("{\"confirmed\":true}"));
		assertThat(received.get("session_id").asString()).isEqualTo(this.id);
		assertThat(received.get("status").asString()).isEqualTo("validated");
		assertThat(received.has("validation_errors") && received.has("message_id")).isTrue();
		assertThat(replies.nextMessage(Duration.ofMillis(300))).isNull();
	}

	@Test
	void theStreamHasTheWholeLifeOfASessionOnceAndInOrder() throws Exception {
		create();
		send("\"one\"");
		send("\"two\"");
		reply("{}");
		this.api.delete("/session/" + this.id);
		List<Message> events = stream("parley.default.sessions.%s.*".formatted(this.id), 5);
		assertThat(events).extracting((event) -> event.getSubject().substring(event.getSubject().lastIndexOf('.') + 1))
			.containsExactly("created", "sent", "sent", "replied", "deleted");
		assertThat(events).extracting((event) -> event.getHeaders().getFirst("Nats-Msg-Id")).doesNotHaveDuplicates();
		List<Message> outbound = stream("parley.default.channels.%s.outbound".formatted(this.id), 2);
		assertThat(outbound).extracting((event) -> Api.tree(new String(event.getData())).get("message").asString())
			.containsExactly("one", "two");
	}

	@Test
	void rejectionAndExpiryAreEvents() throws Exception {
		create();
		this.api.patch("/sessions/" + this.id, "{\"status\":\"FAILED\"}");
		this.api.patch("/sessions/" + this.id, "{\"status\":\"FAILED\"}");
		this.api.put("/session/" + this.id, "{\"status\":\"pending\",\"expiry_date\":1000}");
		List<Message> events = stream("parley.default.sessions.%s.*".formatted(this.id), 3);
		assertThat(events).extracting((event) -> event.getSubject().substring(event.getSubject().lastIndexOf('.') + 1))
			.containsExactly("created", "rejected", "expired");
		JsonNode expired = Api.tree(new String(events.get(2).getData()));
		assertThat(expired.get("session_id").asString()).isEqualTo(this.id);
		assertThat(expired.get("status").asString()).isEqualTo("expired");
	}

	@Test
	void anExpiredSessionHasNothingPendingOnceItsEventIsOut() throws Exception {
		create();
		this.api.put("/session/" + this.id, "{\"expiry_date\":1000}");
		this.api.post("/sessions/expire", null);
		stream("parley.default.sessions.%s.expired".formatted(this.id), 1);
		await().until(() -> pending("session_id", this.id) == 0);
		this.api.delete("/session/" + this.id);
		await().until(() -> this.store.of("")
			.on("session_messages")
			.count(new Query(Criteria.where("session_id").gt("").and("deleted_session_id").is(this.id)),
					Document.class) == 0);
	}

	@ParameterizedTest
	@ValueSource(strings = { "a*b", "x>", "é\u00a0", "a b", "a..b", "parley.x", "$JS", "a.b" })
	void anySubjectIdGetsItsReply(String odd) throws Exception {
		Subscription replies = this.nats.subscribe(Subjects.reply(odd));
		this.nats.flush(Duration.ofSeconds(60));
		this.api.post("/session", "{\"session_id\":\"%s\",\"subject_id\":\"%s\"}".formatted(this.id, odd));
		reply("{}");
		assertThat(replies.nextMessage(Duration.ofSeconds(60))).isNotNull();
		assertThat(stream("parley.default.sessions.%s.replied".formatted(this.id), 1)).hasSize(1);
	}

	private int pending(String field, String id) {
		return this.store.of("default")
			.on("session_messages")
			.findOne(new Query(Criteria.where(field).is(id)), Document.class)
			.map((stored) -> stored.getList("outbox", Document.class, List.of()).size())
			.orElse(0);
	}

	@Test
	void ofTenRepliesAtOnceNineAreRefusedAndOneIsPublished() throws Exception {
		Subscription replies = this.nats.subscribe(this.subject + "__human_intervention_results");
		this.nats.flush(Duration.ofSeconds(60));
		create();
		ExecutorService threads = Executors.newFixedThreadPool(10);
		try {
			List<Callable<Integer>> calls = new ArrayList<>();
			for (int i = 0; i < 10; i++) {
				String data = "{\"n\":" + i + "}";
				calls.add(() -> reply(data).status());
			}
			List<Integer> statuses = new ArrayList<>();
			for (Future<Integer> call : threads.invokeAll(calls)) {
				statuses.add(call.get());
			}
			assertThat(statuses).containsOnlyOnce(200);
			assertThat(statuses).filteredOn((status) -> status == 409).hasSize(9);
		}
		finally {
			threads.shutdownNow();
		}
		assertThat(replies.nextMessage(Duration.ofSeconds(60))).isNotNull();
		assertThat(replies.nextMessage(Duration.ofMillis(500))).isNull();
		assertThat(stream("parley.default.sessions.%s.replied".formatted(this.id), 1)).hasSize(1);
	}

	@Test
	void aRepeatedIdempotencyKeySendsOnce() throws Exception {
		create();
		String key = Api.id("key");
		String path = "/sessions/" + this.id + "/send_message";
		String body = "{\"channel_id\":\"%s\",\"message\":\"once\"}".formatted(this.id);
		Answer first = this.api.post(path, body, "Idempotency-Key", key);
		Answer second = this.api.post(path, body, "Idempotency-Key", key);
		assertThat(second.status()).isEqualTo(first.status());
		assertThat(second.body()).isEqualTo(first.body());
		assertThat(this.api.post(path, body.replace("once", "twice"), "Idempotency-Key", key).status()).isEqualTo(409);
		assertThat(stream("parley.default.channels.%s.outbound".formatted(this.id), 1)).hasSize(1);
	}

	@Test
	void anIdCannotReachAnotherSubject() throws Exception {
		String odd = "a.*.>" + this.id;
		this.api.post("/session", "{\"session_id\":\"%s\"}".formatted(odd));
		String token = odd.replace(".", "%2E").replace("*", "%2A").replace(">", "%3E");
		assertThat(stream("parley.default.sessions.%s.created".formatted(token), 1)).hasSize(1);
	}

	private void create() {
		Answer answer = this.api.post("/session",
				"{\"session_id\":\"%s\",\"subject_id\":\"%s\"}".formatted(this.id, this.subject));
		assertThat(answer.status()).isEqualTo(201);
	}

	private Answer send(String message) {
		return this.api.post("/sessions/" + this.id + "/send_message",
				"{\"channel_id\":\"%s\",\"message\":%s}".formatted(this.id, message));
	}

	private Answer reply(String data) {
		return this.api.post("/channels/response",
				"{\"session_id\":\"%s\",\"response_data\":%s}".formatted(this.id, data));
	}

	private List<Message> stream(String filter, int atLeast) throws Exception {
		return EventLog.read(this.nats, filter, atLeast);
	}

}
