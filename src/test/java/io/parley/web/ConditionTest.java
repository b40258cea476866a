package io.parley.web;

import io.parley.Api;
import io.parley.Api.Answer;
import io.parley.ParleyTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;

/** {@code If-Match} and {@code If-None-Match}, alike for every kind of document. */
@ParleyTest
@Tag("black-box")
class ConditionTest {

	private final String id = Api.id("document");

	private Api api;

	@BeforeEach
	void setUp(@LocalServerPort int port) {
		this.api = new Api(port);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { "/users/ | {\"username\":\"a\"} | {\"username\":\"b\"}",
			"/bots/ | {\"name\":\"a\"} | {\"name\":\"b\"}", "/api/experiments/ | {\"name\":\"a\"} | {\"name\":\"b\"}" })
	void aPutThatMayOnlyCreateChangesNothingThatExists(String path, String first, String second) {
		Answer created = this.api.put(path + this.id, first, "If-None-Match", "*");
		assertThat(created.status()).isEqualTo(201);
		Answer refused = this.api.put(path + this.id, second, "If-None-Match", "*");
		assertThat(refused.status()).isEqualTo(412);
		assertThat(refused.json().get("detail").asString()).contains("If-None-Match");
		assertThat(this.api.put(path + this.id, second, "If-None-Match", created.header("ETag")).status())
			.isEqualTo(412);
		Answer read = this.api.get(path + this.id);
		assertThat(read.header("ETag")).isEqualTo(created.header("ETag"));
		assertThat(this.api.put(path + this.id, second, "If-None-Match", "\"other\"").status()).isEqualTo(200);
	}

	@ParameterizedTest
	@CsvSource({ "PUT", "PATCH", "DELETE" })
	void aSessionMessageThatExistsIsNotChangedUnderIfNoneMatch(String method) {
		Answer created = this.api.post("/session", "{\"session_id\":\"%s\"}".formatted(this.id));
		String body = method.equals("DELETE") ? null : "{\"status\":\"sent\"}";
		assertThat(this.api.send(method, "/session/" + this.id, body, "If-None-Match", "*").status()).isEqualTo(412);
		assertThat(this.api.get("/session/" + this.id).header("ETag")).isEqualTo(created.header("ETag"));
	}

	@ParameterizedTest
	@CsvSource({ "*", "own", "weak", "list" })
	void aGetOfWhatTheCallerHasIsNotModified(String kind) {
		this.api.post("/session", "{\"session_id\":\"%s\"}".formatted(this.id));
		this.api.put("/users/" + this.id, "{\"username\":\"a\"}");
		this.api.put("/api/experiments/" + this.id, "{\"name\":\"a\"}");
		for (String path : new String[] { "/session/", "/users/", "/api/experiments/" }) {
			Answer full = this.api.get(path + this.id);
			String tag = full.header("ETag");
			String condition = switch (kind) {
				case "own" -> tag;
				case "weak" -> "W/" + tag;
				case "list" -> "\"x\", " + tag;
				default -> kind;
			};
			Answer again = this.api.get(path + this.id, "If-None-Match", condition);
			assertThat(again.status()).as(path).isEqualTo(304);
			assertThat(again.header("ETag")).isEqualTo(tag);
			assertThat(again.body()).isEmpty();
		}
		assertThat(this.api.get("/session/none-" + this.id, "If-None-Match", "*").status()).isEqualTo(404);
	}

	@ParameterizedTest
	@CsvSource({ "If-Match,x", "If-Match,\"\"\"", "If-None-Match,x", "If-None-Match,\"\"\"" })
	void aConditionThatIsNoneIsRefused(String header, String value) {
		this.api.put("/users/" + this.id, "{\"username\":\"a\"}");
		Answer answer = this.api.put("/users/" + this.id, "{\"username\":\"b\"}", header, value);
		assertThat(answer.status()).isEqualTo(400);
		assertThat(answer.json().get("errors").propertyNames()).containsExactly(header);
	}

}
