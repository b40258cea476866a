package io.parley.sessionmessage;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import io.parley.Api;
import io.parley.Api.Answer;
import io.parley.ParleyTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A reply that is handed in again with its reply_id is one reply; and replies in text.
 */
@ParleyTest
@Tag("black-box")
class ReplyIdTest {

	private static final String TEMPLATE = "\"message_data_template\":{\"policy_input_schema\":{\"ok\":{\"type\":\"boolean\"}}}";

	private final String id = Api.id("session");

	private Api api;

	@BeforeEach
	void setUp(@LocalServerPort int port) {
		this.api = new Api(port);
	}

	@ParameterizedTest
	@ValueSource(strings = { "true", "7" })
	void aRepetitionIsAnsweredAsTheFirstAndChangesNothing(String ok) {
		create("");
		Answer first = reply("\"response_data\":{\"ok\":" + ok + "},\"reply_id\":\"r1\"");
		assertThat(first.status()).isEqualTo(200);
		this.api.put("/session/" + this.id, "{\"status\":\"completed\"}");
		Answer session = session();
		for (String other : new String[] { ok, "false", "\"x\"" }) {
			Answer again = reply("\"response_data\":{\"ok\":" + other + "},\"reply_id\":\"r1\"");
			assertThat(again.status()).isEqualTo(200);
			assertThat(again.body()).isEqualTo(first.body());
		}
		assertThat(session().body()).isEqualTo(session.body());
		assertThat(session().header("ETag")).isEqualTo(session.header("ETag"));
		assertThat(reply("\"response_data\":{\"ok\":true},\"reply_id\":\"r2\"").status()).isEqualTo(409);
		assertThat(reply("\"response_data\":{\"ok\":true}").status()).isEqualTo(409);
	}

	@Test
	void anotherSessionKnowsNothingOfIt() {
		create("");
		reply("\"response_data\":{\"ok\":true},\"reply_id\":\"r1\"");
		this.api.delete("/session/" + this.id);
		create("");
		assertThat(reply("\"response_data\":{\"ok\":7},\"reply_id\":\"r1\"").json().at("/data/status").asString())
			.isEqualTo("failed");
	}

	@Test
	void whatWasRefusedIsTriedAnew() {
		create(",\"status\":\"completed\"");
		assertThat(reply("\"response_data\":{\"ok\":true},\"reply_id\":\"r1\"").status()).isEqualTo(409);
		this.api.put("/session/" + this.id, "{\"status\":\"sent\"}");
		assertThat(reply("\"response_data\":{\"ok\":true},\"reply_id\":\"r1\"").status()).isEqualTo(200);
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void ofTheSameReplyHandedInByManyAtOnceOneIsTaken(boolean retries) throws Exception {
		create(retries ? ",\"on_invalid\":{\"retries\":5}" : "");
		ExecutorService threads = Executors.newFixedThreadPool(8);
		try {
			List<Callable<Answer>> calls = new ArrayList<>();
			for (int i = 0; i < 8; i++) {
				String data = "\"response_data\":{\"ok\":" + i + "},\"reply_id\":\"r\"";
				calls.add(() -> reply(data));
			}
			List<String> answers = new ArrayList<>();
			for (Future<Answer> call : threads.invokeAll(calls)) {
				assertThat(call.get().status()).isEqualTo(200);
				answers.add(call.get().body());
			}
			assertThat(answers).containsOnly(answers.get(0));
		}
		finally {
			threads.shutdownNow();
		}
		if (retries) {
			assertThat(session().json().at("/data/attempts").size()).isEqualTo(1);
			assertThat(session().json().at("/data/retries_left").asInt()).isEqualTo(4);
		}
		else {
			assertThat(session().json().at("/data/status").asString()).isEqualTo("failed");
		}
	}

	@Test
	void eachInvalidReplyOfItsOwnCountsOnceHoweverOftenItIsHandedIn() {
		create(",\"on_invalid\":{\"retries\":2}");
		Answer first = reply("\"text\":\"maybe\",\"reply_id\":\"a\"");
		Answer second = reply("\"text\":\"perhaps\",\"reply_id\":\"b\"");
		assertThat(first.json().at("/data/retries_left").asInt()).isEqualTo(1);
		assertThat(second.json().at("/data/retries_left").asInt()).isZero();
		assertThat(reply("\"text\":\"maybe\",\"reply_id\":\"a\"").body()).isEqualTo(first.body());
		Answer last = reply("\"text\":\"Yes!\",\"reply_id\":\"c\"");
		assertThat(last.body())
			.isEqualTo("{\"status\":\"success\",\"data\":{\"status\":\"validated\",\"validation_errors\":{}}}");
		assertThat(reply("\"text\":\"maybe\",\"reply_id\":\"a\"").body()).isEqualTo(first.body());
		assertThat(reply("\"text\":\"perhaps\",\"reply_id\":\"b\"").body()).isEqualTo(second.body());
		assertThat(reply("\"text\":\"no\",\"reply_id\":\"c\"").body()).isEqualTo(last.body());
		assertThat(session().json().at("/data/attempts").size()).isEqualTo(3);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			value = { "Yes! | {\"ok\":true}", "nope | {\"ok\":false}", "I am not sure | {\"text\":\"I am not sure\"}" })
	void aTextIsReadIntoTheTemplate(String text, String reply) {
		create("");
		String body = "\"text\":\"" + text + "\"";
		boolean valid = !reply.contains("text");
		assertThat(this.api.post("/webhook/validate_response", "{\"session_id\":\"" + this.id + "\"," + body + "}")
			.status()).isEqualTo(valid ? 200 : 422);
		assertThat(reply(body).json().at("/data/status").asString()).isEqualTo(valid ? "validated" : "failed");
		assertThat(session().json().at("/data/reply")).isEqualTo(Api.tree(reply));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			value = { "\"reply_id\":\"r\" | response_data", "\"text\":\"a\",\"response_data\":{} | response_data",
					"\"text\":null,\"response_data\":null | response_data", "\"text\":\"\" | text",
					"\"text\":\"a\",\"reply_id\":\"\" | reply_id", "\"text\":\"a\",\"reply_id\":7 | reply_id",
					"\"text\":{} | text" })
	void refusesWhatIsNoReply(String fields, String named) {
		create("");
		Answer refused = reply(fields);
		assertThat(refused.status()).as(refused.body()).isEqualTo(400);
		assertThat(refused.json().get("errors").propertyNames()).contains(named);
		assertThat(session().json().at("/data/status").asString()).isEqualTo("pending");
	}

	@Test
	void aReplyIdIsBounded() {
		create("");
		assertThat(reply("\"text\":\"yes\",\"reply_id\":\"" + "r".repeat(257) + "\"").status()).isEqualTo(400);
		assertThat(reply("\"text\":\"yes\",\"reply_id\":\"" + "é".repeat(256) + "\"").status()).isEqualTo(200);
	}

	private void create(String fields) {
		Answer created = this.api.post("/session", "{\"session_id\":\"" + this.id + "\"," + TEMPLATE + fields + "}");
		assertThat(created.status()).as(created.body()).isEqualTo(201);
	}

	private Answer reply(String fields) {
		return this.api.post("/channels/response", "{\"session_id\":\"" + this.id + "\"," + fields + "}");
	}

	private Answer session() {
		return this.api.get("/session/" + this.id);
	}

}
