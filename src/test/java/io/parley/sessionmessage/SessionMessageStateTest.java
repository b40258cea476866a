package io.parley.sessionmessage;

import io.parley.Api;
import io.parley.Api.Answer;
import io.parley.ParleyTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;

/** Which changes of its status a session takes. */
@ParleyTest
@Tag("black-box")
class SessionMessageStateTest {

	private static final String TEMPLATE = "{\"policy_input_schema\":{\"ok\":{\"type\":\"boolean\"}}}";

	private static final String MESSAGE = "{\"channel_id\":\"c\",\"message\":\"m\"}";

	private final String id = Api.id("session");

	private Api api;

	@BeforeEach
	void setUp(@LocalServerPort int port) {
		this.api = new Api(port);
	}

	@ParameterizedTest
	@CsvSource({ "validated, true", "failed, 7" })
	void nothingOpensASessionThatTookItsReply(String status, String reply) {
		create("\"message_data_template\":" + TEMPLATE);
		assertThat(reply(reply).json().at("/data/status").asString()).isEqualTo(status);
		Answer before = session();
		for (String opened : new String[] { "sent", "pending", "anything" }) {
			String body = "{\"status\":\"" + opened + "\",\"subject_id\":\"other\"}";
			assertRefused(this.api.put("/session/" + this.id, body), status);
			assertRefused(this.api.patch("/session/" + this.id, body), status);
			assertRefused(this.api.patch("/sessions/" + this.id, body), status);
		}
		assertRefused(this.api.post("/sessions/" + this.id + "/send_message", MESSAGE), status);
		assertRefused(reply("true"), status);
		assertThat(session().body()).isEqualTo(before.body());
		assertThat(session().header("ETag")).isEqualTo(before.header("ETag"));
	}

	@Test
	void aSessionThatTookItsReplyCanBeClosedAndItsDataChanged() {
		create("\"subject_id\":\"s\"");
		reply("true");
		String endedAt = session().json().at("/data/ended_at").asString();
		Answer closed = this.api.put("/session/" + this.id, "{\"status\":\"completed\",\"message_data\":{\"a\":1}}");
		assertThat(closed.status()).isEqualTo(200);
		assertThat(closed.json().at("/data/session/status").asString()).isEqualTo("completed");
		assertThat(closed.json().at("/data/session/reply/ok").asBoolean()).isTrue();
		assertThat(closed.json().at("/data/session/ended_at").asString()).isEqualTo(endedAt);
		assertRefused(this.api.put("/session/" + this.id, "{\"status\":\"pending\"}"), "completed");
	}

	@ParameterizedTest
	@ValueSource(strings = { "expired", "FAILED", "failed", "completed", "validated" })
	void whatEndedWithoutAReplyCanBeOpenedByAPutOnly(String ended) {
		create("\"subject_id\":\"s\"");
		assertThat(this.api.put("/session/" + this.id, "{\"status\":\"" + ended + "\"}").status()).isEqualTo(200);
		assertRefused(this.api.post("/sessions/" + this.id + "/send_message", MESSAGE), ended);
		Answer opened = this.api.put("/session/" + this.id, "{\"status\":\"sent\"}");
		assertThat(opened.status()).isEqualTo(200);
		assertThat(opened.json().at("/data/session").has("ended_at")).isFalse();
		assertThat(reply("true").status()).isEqualTo(200);
	}

	@Test
	void nothingIsSentOnceTheTimeHasPassedAlsoBeforeTheSweep() {
		create("\"expiry_date\":1700000000");
		assertRefused(this.api.post("/sessions/" + this.id + "/send_message", MESSAGE), "expired");
		assertRefused(reply("true"), "expired");
	}

	private void create(String fields) {
		Answer created = this.api.post("/session", "{\"session_id\":\"" + this.id + "\"," + fields + "}");
		assertThat(created.status()).as(created.body()).isEqualTo(201);
	}

	private Answer reply(String ok) {
		return this.api.post("/channels/response",
				"{\"session_id\":\"%s\",\"response_data\":{\"ok\":%s}}".formatted(this.id, ok));
	}

	private Answer session() {
		return this.api.get("/session/" + this.id);
	}

	private static void assertRefused(Answer answer, String status) {
		assertThat(answer.status()).as(answer.body()).isEqualTo(409);
		assertThat(answer.json().get("error").asString()).contains("has ended", status);
		assertThat(answer.json().get("success").asBoolean()).isFalse();
	}

}
