package io.parley.sessionmessage;

import java.time.Duration;
import java.util.List;

import io.nats.client.Connection;
import io.nats.client.Message;
import io.nats.client.Subscription;
import io.parley.Api;
import io.parley.Api.Answer;
import io.parley.EventLog;
import io.parley.ParleyTest;
import io.parley.RequiresNats;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;

/** A human whose reply does not meet the template may try again, and is told why. */
@ParleyTest
@Tag("black-box")
@RequiresNats
class OnInvalidTest {

	private static final String TEMPLATE = "{\"policy_input_schema\":{\"ok\":{\"type\":\"boolean\"}}}";

	private final String id = Api.id("session");

	private final String subject = Api.id("subject");

	private Api api;

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
	void anInvalidReplyLeavesTheSessionOpenAndTellsTheHuman() throws Exception {
		Subscription waiting = this.nats.subscribe(this.subject + "__human_intervention_results");
		this.nats.flush(Duration.ofSeconds(60));
		create(2);
		send();
		Answer retry = reply("{\"ok\":7}");
		assertThat(retry.body()).isEqualTo("{\"status\":\"retry\",\"data\":{\"status\":\"sent\",\"validation_errors\":"
				+ "{\"ok\":\"must be true or false\"},\"retries_left\":1}}");
		JsonNode open = session();
		assertThat(open.get("status").asString()).isEqualTo("sent");
		assertThat(open.get("message_data")).isEqualTo(Api.tree("{\"a\":1}"));
		assertThat(open.has("reply") || open.has("validation_errors") || open.has("ended_at")).isFalse();
		assertThat(open.at("/attempts/0/response_data/ok").asInt()).isEqualTo(7);
		assertThat(open.at("/attempts/0/validation_errors/ok").asString()).isEqualTo("must be true or false");
		assertThat(open.at("/attempts/0/at").asString()).isEqualTo(open.get("updated_at").asString());

		List<Message> outbound = EventLog.read(this.nats, "parley.default.channels.%s.outbound".formatted(this.id), 2);
		JsonNode asked = Api.tree(new String(outbound.get(0).getData()));
		assertThat(asked.has("delivery") || asked.has("purpose")).isFalse();
		JsonNode repair = Api.tree(new String(outbound.get(1).getData()));
		assertThat(repair.get("event_type").asString()).isEqualTo("sent");
		assertThat(repair.get("purpose").asString()).isEqualTo("repair");
		assertThat(repair.get("channel_id").asString()).isEqualTo(this.id);
		assertThat(repair.get("retries_left").asInt()).isEqualTo(1);
		assertThat(repair.has("delivery")).isFalse();
		assertThat(repair.get("message").asString()).contains("ok must be true or false", "yes or no", "2 more times");
		assertThat(waiting.nextMessage(Duration.ofMillis(500))).isNull();

		assertThat(reply("{\"ok\":true}").json().at("/data/status").asString()).isEqualTo("validated");
		assertThat(Api.tree(new String(waiting.nextMessage(Duration.ofSeconds(60)).getData())).get("status").asString())
			.isEqualTo("validated");
		assertThat(session().get("attempts").size()).isEqualTo(2);
		assertThat(session().get("message_data")).isEqualTo(Api.tree("{\"a\":1,\"ok\":true}"));
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 1, 3 })
	void itFailsOnceNoRetryIsLeft(int retries) {
		create(retries);
		for (int left = retries - 1; left >= 0; left--) {
			Answer retry = reply("{\"ok\":7}");
			assertThat(retry.json().get("status").asString()).isEqualTo("retry");
			assertThat(retry.json().at("/data/retries_left").asInt()).isEqualTo(left);
		}
		Answer failed = reply("{\"ok\":7}");
		assertThat(failed.body()).isEqualTo("{\"status\":\"success\",\"data\":{\"status\":\"failed\","
				+ "\"validation_errors\":{\"ok\":\"must be true or false\"}}}");
		assertThat(reply("{\"ok\":true}").status()).isEqualTo(409);
		assertThat(session().get("attempts").size()).isEqualTo(retries + 1);
		assertThat(session().get("status").asString()).isEqualTo("failed");
	}

	@Test
	void aNewQuestionAndAnotherNumberGiveAllRetriesAgain() {
		create(3);
		reply("{\"ok\":7}");
		reply("{\"ok\":7}");
		assertThat(session().get("retries_left").asInt()).isEqualTo(1);
		assertThat(update("{\"on_invalid\":{\"retries\":3}}").get("retries_left").asInt()).isEqualTo(1);
		send();
		assertThat(session().get("retries_left").asInt()).isEqualTo(3);
		assertThat(session().get("attempts").size()).isEqualTo(2);
		reply("{\"ok\":7}");
		JsonNode updated = update("{\"on_invalid\":{\"retries\":5}}");
		assertThat(updated.get("retries_left").asInt()).isEqualTo(5);
		assertThat(updated.at("/on_invalid/retries").asInt()).isEqualTo(5);
	}

	@Test
	void aSessionThatWasCreatedWithoutItCanBeGivenIt() {
		create(null);
		assertThat(session().has("on_invalid") || session().has("attempts") || session().has("retries_left")).isFalse();
		assertThat(update("{\"on_invalid\":{\"retries\":1}}").get("attempts").size()).isZero();
		assertThat(reply("{\"ok\":7}").json().get("status").asString()).isEqualTo("retry");
	}

	@Test
	void aSessionWithoutItFailsAsEver() {
		create(null);
		assertThat(reply("{\"ok\":7}").json().at("/data/status").asString()).isEqualTo("failed");
		assertThat(session().has("attempts")).isFalse();
	}

	@ParameterizedTest
	@ValueSource(strings = { "{\"retries\":11}", "{\"retries\":-1}", "{\"retries\":1.5}", "{\"retries\":\"1\"}", "{}",
			"{\"retries\":null}", "3" })
	void refusesOtherNumbers(String onInvalid) {
		Answer refused = this.api.post("/session",
				"{\"session_id\":\"%s\",\"on_invalid\":%s}".formatted(this.id, onInvalid));
		assertThat(refused.status()).as(refused.body()).isEqualTo(400);
		assertThat(refused.json().get("errors").propertyNames()).anyMatch((field) -> field.startsWith("on_invalid"));
	}

	@Test
	void largeRepliesNeverKeepTheRightOneOut() {
		create(10);
		String large = "x".repeat(200_000);
		String invalid = "{\"ok\":7,\"a\":\"%s\",\"b\":\"%s\",\"c\":\"%s\",\"d\":\"%s\"}".formatted(large, large, large,
				large);
		for (int i = 0; i < 10; i++) {
			Answer retry = reply(invalid);
			assertThat(retry.status()).as(retry.body()).isEqualTo(200);
		}
		assertThat(session().get("attempts").size()).isEqualTo(2);
		assertThat(reply("{\"ok\":true}").json().at("/data/status").asString()).isEqualTo("validated");
	}

	@Test
	void theListShowsItAsGetDoes() {
		create(2);
		reply("{\"ok\":7}");
		JsonNode listed = this.api.post("/sessions", "{\"session_id\":\"" + this.id + "\"}").json().at("/data/0");
		assertThat(listed).isEqualTo(session());
		assertThat(this.api.post("/sessions", "{\"retries_left\":1}").status()).isEqualTo(400);
	}

	private void create(Integer retries) {
		String onInvalid = (retries != null) ? ",\"on_invalid\":{\"retries\":" + retries + "}" : "";
		Answer answer = this.api.post("/session",
				"{\"session_id\":\"%s\",\"subject_id\":\"%s\",\"message_data\":{\"a\":1},\"message_data_template\":%s%s}"
					.formatted(this.id, this.subject, TEMPLATE, onInvalid));
		assertThat(answer.status()).as(answer.body()).isEqualTo(201);
	}

	private void send() {
		assertThat(this.api
			.post("/sessions/" + this.id + "/send_message",
					"{\"channel_id\":\"%s\",\"message\":\"Is it ok?\"}".formatted(this.id))
			.status()).isEqualTo(200);
	}

	private JsonNode update(String fields) {
		Answer updated = this.api.put("/session/" + this.id, fields);
		assertThat(updated.status()).as(updated.body()).isEqualTo(200);
		return updated.json().at("/data/session");
	}

	private Answer reply(String data) {
		return this.api.post("/channels/response",
				"{\"session_id\":\"%s\",\"response_data\":%s}".formatted(this.id, data));
	}

	private JsonNode session() {
		return this.api.get("/session/" + this.id).json().get("data");
	}

}
