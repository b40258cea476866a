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

/** The endpoints of the document, over real HTTP. */
@ParleyTest
@Tag("black-box")
class SessionMessageApiTest {

	private final String id = Api.id("session");

	private Api api;

	private int port;

	@BeforeEach
	void setUp(@LocalServerPort int port) {
		this.port = port;
		this.api = new Api(port);
	}

	@Test
	void createsWithTheDefaultsOfTheDocument() {
		Answer answer = create("{\"session_id\":\"%s\"}");
		assertThat(answer.status()).isEqualTo(201);
		assertThat(answer.header("Location")).isEqualTo("/session/" + this.id);
		assertThat(answer.json().at("/success").asBoolean()).isTrue();
		assertThat(answer.json().at("/data/message").asString()).isEqualTo("Session message created");
		assertThat(answer.json().at("/data/id").asString()).hasSize(24);
		assertThat(answer.json().at("/data/session").propertyNames()).containsExactly("session_id", "subject_id",
				"message_data", "message_data_template", "reception_channel_id", "expiry_date", "status",
				"dsl_execution_id", "created_at", "updated_at");
		assertThat(answer.json().at("/data/session/status").asString()).isEqualTo("pending");
		assertThat(answer.json().at("/data/session/expiry_date").asInt()).isZero();
		assertThat(answer.json().at("/data/session/created_at").asString())
			.matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");
	}

	@Test
	void getAnswersWhatCreateDidWithAndWithoutASlash() {
		Answer created = create("{\"session_id\":\"%s\",\"subject_id\":null,\"expiry_date\":null}");
		Answer read = this.api.get("/session/" + this.id);
		assertThat(read.status()).isEqualTo(200);
		assertThat(read.json().get("data")).isEqualTo(created.json().at("/data/session"));
		assertThat(this.api.get("/session/" + this.id + "/").body()).isEqualTo(read.body());
		assertThat(read.header("ETag")).isEqualTo(created.header("ETag"));
	}

	@Test
	void refusesASecondSessionOfTheSameId() {
		create("{\"session_id\":\"%s\"}");
		Answer second = create("{\"session_id\":\"%s\"}");
		assertThat(second.status()).isEqualTo(409);
		assertThat(second.header("Content-Type")).isEqualTo("application/problem+json");
		assertThat(second.json().propertyNames()).contains("type", "title", "status", "detail", "instance", "error",
				"success");
		assertThat(second.json().get("success").asBoolean()).isFalse();
		assertThat(second.json().get("error")).isEqualTo(second.json().get("detail"));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			{}                                          | session_id
			{"session_id":null}                         | session_id
			{"session_id":""}                           | session_id
			{"session_id":"a\\u0000"}                    | session_id
			{"session_id":7}                            | session_id
			{"session_id":"x","message_data":[]}        | message_data
			{"session_id":"x","message_data":"y"}       | message_data
			{"session_id":"x","message_data_template":1}| message_data_template
			{"session_id":"x","expiry_date":-1}         | expiry_date
			{"session_id":"x","expiry_date":1.5}        | expiry_date
			{"session_id":"x","expiry_date":"1"}        | expiry_date
			{"session_id":"x","expiry_date":99999999999999999999} | expiry_date
			{"session_id":"x","expiry_date":253402300800} | expiry_date
			{"session_id":"x","status":""}              | status
			{"session_id":"x","subject_id":{}}          | subject_id
			{"session_id":"x","message_data":{"a":1e9999}} | message_data
			[]                                          | body
			"x"                                         | body
			{"session_id":                              | body
			{"session_id":"x","session_id":"y"}         | body
			""")
	void refusesAndNamesTheField(String body, String field) {
		Answer answer = this.api.post("/session", body);
		assertThat(answer.status()).isEqualTo(400);
		assertThat(answer.json().get("errors").propertyNames()).as(answer.body()).containsExactly(field);
		assertThat(answer.json().get("detail").asString()).doesNotContain("java", "Exception", "tools.jackson");
	}

	@Test
	void anExpiryDateInMillisecondsIsRefusedAndSaysSeconds() {
		for (Answer answer : new Answer[] { create("{\"session_id\":\"%s\",\"expiry_date\":1764108000000}"),
				this.api.put("/session/" + this.id, "{\"expiry_date\":1764108000000}") }) {
			assertThat(answer.status()).isEqualTo(400);
			assertThat(answer.json().at("/errors/expiry_date/0").asString()).contains("epoch seconds", "253402300799");
		}
		Answer last = create("{\"session_id\":\"%s\",\"expiry_date\":253402300799}");
		assertThat(last.json().at("/data/session/expiry_date").asLong()).isEqualTo(253402300799L);
	}

	@Test
	void namesAllUnknownFields() {
		Answer answer = this.api.post("/session", "{\"session_id\":\"x\",\"foo\":1,\"bar\":{\"a\":[1]}}");
		assertThat(answer.status()).isEqualTo(400);
		assertThat(answer.json().get("errors").propertyNames()).containsExactly("foo", "bar");
		assertThat(answer.json().at("/errors/foo/0").asString()).contains("session_id", "expiry_date");
	}

	@ParameterizedTest
	@ValueSource(strings = { "a/b", "..", ".", "a\\b", "a;b=c", " ", "%", "a?b#c", "😀", "a\nb", "*", ">", "a.b.*",
			"x&y", "parley.>", "\u00a0", "é" })
	void servesAnyId(String odd) {
		String path = "/session/" + Api.segment(odd);
		this.api.delete(path);
		String body = Api.tree("{}")
			.toString()
			.replace("{}", "{\"session_id\":" + tools.jackson.databind.node.StringNode.valueOf(odd) + "}");
		Answer created = this.api.post("/session", body);
		assertThat(created.status()).as(created.body()).isEqualTo(201);
		assertThat(this.api.get(created.header("Location")).status()).isEqualTo(200);
		assertThat(this.api.get(path).json().at("/data/session_id").asString()).isEqualTo(odd);
		String message = "{\"channel_id\":\"c\",\"message\":\"m\"}";
		assertThat(this.api.post("/sessions/" + Api.segment(odd) + "/send_message", message).status()).isIn(200, 202);
		assertThat(this.api.delete(path).status()).isEqualTo(200);
	}

	@Test
	void keepsMessageDataExactly() {
		String data = "{\"a.b\":1,\"$where\":\"x\",\"\":null,\"n\":[[],[null,{}]],\"l\":9223372036854775807,\"d\":1.10,\"e\":12345678901234567890.123}";
		create("{\"session_id\":\"%s\",\"message_data\":" + data + "}");
		assertThat(this.api.get("/session/" + this.id).body()).contains("\"message_data\":" + data);
	}

	@Test
	void keepsWhatLooksLikeAnIdOfTheStore() {
		String data = "{\"item\":{\"_id\":\"507f1f77bcf86cd799439011\",\"id\":\"507f1f77bcf86cd799439012\"}}";
		create("{\"session_id\":\"%s\"}");
		this.api.put("/session/" + this.id, "{\"message_data\":" + data + "}");
		assertThat(this.api.get("/session/" + this.id).body()).contains("\"message_data\":" + data);
		String filter = "{\"session_id\":\"" + this.id + "\",\"message_data\":" + data
				+ ",\"message_data.item._id\":\"507f1f77bcf86cd799439011\"}";
		assertThat(this.api.post("/sessions", filter).json().get("data").size()).isOne();
		this.api.post("/channels/response",
				"{\"session_id\":\"" + this.id + "\",\"response_data\":{\"_id\":\"507f1f77bcf86cd799439013\"}}");
		assertThat(this.api.get("/session/" + this.id).json().at("/data/message_data/_id").asString())
			.isEqualTo("507f1f77bcf86cd799439013");
	}

	@Test
	void refusesWhatMakesASessionLargerThanOneDocument() {
		String many = "[" + "1,".repeat(450_000) + "1]";
		assertThat(create("{\"session_id\":\"%s\",\"message_data\":{\"a\":" + many + "}}").status()).isEqualTo(201);
		String reply = "{\"session_id\":\"" + this.id + "\",\"response_data\":{\"b\":" + many + "}}";
		assertThat(this.api.post("/channels/response", reply).status()).isEqualTo(413);
		assertThat(this.api.get("/session/" + this.id).json().at("/data/status").asString()).isEqualTo("pending");
	}

	@Test
	void updatesOnlyTheFieldsGiven() {
		Answer created = create("{\"session_id\":\"%s\",\"subject_id\":\"s\",\"message_data\":{\"a\":1}}");
		Answer updated = this.api.put("/session/" + this.id, "{\"status\":\"sent\"}");
		assertThat(updated.status()).isEqualTo(200);
		assertThat(updated.json().at("/data/message").asString()).isEqualTo("Session message updated");
		assertThat(updated.json().at("/data/session/status").asString()).isEqualTo("sent");
		assertThat(updated.json().at("/data/session/subject_id").asString()).isEqualTo("s");
		assertThat(updated.json().at("/data/session/message_data/a").asInt()).isEqualTo(1);
		assertThat(updated.header("ETag")).isNotEqualTo(created.header("ETag"));
	}

	@Test
	void anUpdateThatChangesNothingLeavesTheVersion() {
		Answer created = create("{\"session_id\":\"%s\",\"status\":\"x\"}");
		for (String body : new String[] { "{}", "{\"status\":\"x\"}", "{\"session_id\":\"%s\"}".formatted(this.id) }) {
			Answer updated = this.api.patch("/session/" + this.id, body);
			assertThat(updated.status()).isEqualTo(200);
			assertThat(updated.header("ETag")).isEqualTo(created.header("ETag"));
		}
	}

	@Test
	void theSessionIdCannotChange() {
		create("{\"session_id\":\"%s\"}");
		Answer answer = this.api.put("/session/" + this.id, "{\"session_id\":\"other\"}");
		assertThat(answer.status()).isEqualTo(400);
		assertThat(answer.json().get("errors").propertyNames()).containsExactly("session_id");
	}

	@Test
	void anUpdateOfAnUnknownIdCreatesNothing() {
		assertThat(this.api.put("/session/" + this.id, "{\"status\":\"x\"}").status()).isEqualTo(404);
		assertThat(this.api.patch("/sessions/" + this.id, "{\"status\":\"x\"}").status()).isEqualTo(404);
		assertThat(this.api.get("/session/" + this.id).status()).isEqualTo(404);
	}

	@Test
	void changesOnlyTheStateThatIfMatchNames() {
		String tag = create("{\"session_id\":\"%s\"}").header("ETag");
		String path = "/session/" + this.id;
		assertThat(this.api.put(path, "{\"status\":\"a\"}", "If-Match", "\"other\"").status()).isEqualTo(412);
		assertThat(this.api.put(path, "{\"status\":\"a\"}", "If-Match", "W/" + tag).status()).isEqualTo(412);
		assertThat(this.api.put(path, "{\"status\":\"a\"}", "If-Match", "\"x\", " + tag).status()).isEqualTo(200);
		assertThat(this.api.put(path, "{\"status\":\"b\"}", "If-Match", tag).status()).isEqualTo(412);
		assertThat(this.api.put(path, "{\"status\":\"b\"}", "If-Match", "*").status()).isEqualTo(200);
		assertThat(this.api.put(path, "{\"status\":\"c\"}", "If-Match", "nonsense").status()).isEqualTo(400);
		assertThat(this.api.delete(path, "If-Match", tag).status()).isEqualTo(412);
		assertThat(this.api.get(path).json().at("/data/status").asString()).isEqualTo("b");
	}

	@Test
	void anUnchangedDocumentIsNotSentAgain() {
		String tag = create("{\"session_id\":\"%s\"}").header("ETag");
		assertThat(this.api.get("/session/" + this.id, "If-None-Match", tag).status()).isEqualTo(304);
	}

	@Test
	void whatWasDeletedCanBeCreatedAgain() {
		create("{\"session_id\":\"%s\",\"status\":\"old\"}");
		Answer deleted = this.api.delete("/session/" + this.id);
		assertThat(deleted.body()).isEqualTo("{\"success\":true,\"data\":{\"message\":\"Session message deleted\"}}");
		assertThat(this.api.delete("/session/" + this.id).status()).isEqualTo(404);
		assertThat(this.api.get("/session/" + this.id).status()).isEqualTo(404);
		assertThat(create("{\"session_id\":\"%s\"}").status()).isEqualTo(201);
		assertThat(this.api.get("/session/" + this.id).json().at("/data/status").asString()).isEqualTo("pending");
	}

	@Test
	void nothingGoesToOrComesFromASessionThatHasEnded() {
		create("{\"session_id\":\"%s\",\"status\":\"Completed\"}");
		String reply = "{\"session_id\":\"%s\",\"response_data\":{}}".formatted(this.id);
		Answer answer = this.api.post("/channels/response", reply);
		assertThat(answer.status()).isEqualTo(409);
		assertThat(answer.json().get("detail").asString()).contains("Completed");
	}

	@Test
	void refusesAMessageWithoutChannelOrText() {
		create("{\"session_id\":\"%s\"}");
		String path = "/sessions/" + this.id + "/send_message";
		for (String body : new String[] { "{}", "{\"channel_id\":\"c\"}", "{\"message\":\"m\"}",
				"{\"channel_id\":\"\",\"message\":\"m\"}", "{\"channel_id\":\"c\",\"message\":[1]}",
				"{\"channel_id\":\"c\",\"message\":null}", "{\"channel_id\":\"c\",\"message\":1}" }) {
			assertThat(this.api.post(path, body).status()).as(body).isEqualTo(400);
		}
		assertThat(
				this.api.post("/sessions/none-such/send_message", "{\"channel_id\":\"c\",\"message\":\"m\"}").status())
			.isEqualTo(404);
	}

	@Test
	void aBodyOverTheLimitIsRefused() {
		String body = "{\"session_id\":\"" + this.id + "\",\"message_data\":{\"a\":\"" + "x".repeat(1 << 20) + "\"}}";
		assertThat(this.api.post("/session", body).status()).isEqualTo(413);
		assertThat(this.api.get("/session/" + this.id).status()).isEqualTo(404);
	}

	@Test
	void nestingOverTheLimitIsRefused() {
		String deep = "[".repeat(80) + "]".repeat(80);
		assertThat(this.api.post("/session", "{\"session_id\":\"x\",\"message_data\":{\"a\":" + deep + "}}").status())
			.isEqualTo(400);
	}

	private Answer create(String body) {
		return this.api.post("/session", body.replace("%s", this.id));
	}

}
