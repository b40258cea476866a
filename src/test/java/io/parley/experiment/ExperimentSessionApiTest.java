package io.parley.experiment;

import java.time.Instant;
import java.util.UUID;

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

/** Creating and reading a session, over real HTTP. */
@ParleyTest
@Tag("black-box")
class ExperimentSessionApiTest {

	private final String experiment = Api.id("experiment");

	private String base;

	private Api api;

	@BeforeEach
	void setUp(@LocalServerPort int port) {
		this.base = "http://127.0.0.1:" + port;
		this.api = new Api(port);
	}

	@Test
	void createsWithTheFieldsOfTheDocument() {
		Answer answer = create("{\"experiment\":\"%s\",\"participant\":\"ada\"}");
		assertThat(answer.status()).isEqualTo(201);
		assertThat(answer.header("Content-Type")).isEqualTo("application/json");
		String id = answer.json().get("id").asString();
		assertThat(UUID.fromString(id).version()).isEqualTo(4);
		String created = answer.json().get("created_at").asString();
		assertThat(created).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");
		assertThat(Instant.parse(created)).isBetween(Instant.now().minusSeconds(60), Instant.now().plusSeconds(60));
		String url = this.base + "/api/sessions/" + id + "/";
		assertThat(answer.header("Location")).isEqualTo(url);
		assertThat(answer.header("ETag")).isEqualTo("\"" + id + "-0\"");
		assertThat(answer.body()).isEqualTo(("{\"url\":\"%s\",\"id\":\"%s\",\"team\":{\"name\":\"default\",\"slug\":"
				+ "\"default\"},\"experiment\":{\"id\":\"%s\",\"name\":\"%s\",\"description\":\"\",\"url\":"
				+ "\"%s/api/experiments/%s/\",\"version_number\":1},\"participant\":{\"identifier\":\"ada\","
				+ "\"remote_id\":\"\"},\"created_at\":\"%s\",\"updated_at\":\"%s\",\"tags\":[],\"status\":\"active\","
				+ "\"platform\":\"api\",\"state\":{},\"ended_at\":null,\"message_count\":0}")
			.formatted(url, id, this.experiment, this.experiment, this.base, this.experiment, created, created));
	}

	@Test
	void getAnswersWhatCreateDidAndTheMessages() {
		Answer created = create("""
				{"experiment":"%s","messages":[
				{"role":"system","content":"Be kind"},
				{"role":"user","content":"Hi","metadata":{"a.b":{"":null,"$c":9223372036854775807}},"tags":["greeting"],
				"attachments":[{"$ref":"x","n":1.50}]}],"state":{"x.y":[{"$z":null}]}}""");
		assertThat(created.status()).isEqualTo(201);
		assertThat(created.json().get("message_count").asInt()).isEqualTo(2);
		Answer read = this.api.get("/api/sessions/" + created.json().get("id").asString() + "/");
		assertThat(read.status()).isEqualTo(200);
		assertThat(read.header("Content-Type")).isEqualTo("application/json");
		assertThat(read.header("ETag")).isEqualTo(created.header("ETag"));
		String time = created.json().get("created_at").asString();
		String messages = ",\"messages\":[{\"created_at\":\"%s\",\"role\":\"system\",\"content\":\"Be kind\",\"metadata\":{},\"tags\":[],\"attachments\":[]},{\"created_at\":\"%s\",\"role\":\"user\",\"content\":\"Hi\",\"metadata\":{\"a.b\":{\"\":null,\"$c\":9223372036854775807}},\"tags\":[\"greeting\"],\"attachments\":[{\"$ref\":\"x\",\"n\":1.50}]}]}";
		assertThat(read.body())
			.isEqualTo(created.body().substring(0, created.body().length() - 1) + messages.formatted(time, time));
		assertThat(this.api.get("/api/sessions/" + created.json().get("id").asString()).body()).isEqualTo(read.body());
		assertThat(this.api
			.get("/api/sessions/" + created.json().get("id").asString(), "If-None-Match", read.header("ETag"))
			.status()).isEqualTo(304);
	}

	@Test
	void pathsAnswerTheSameWithoutASlash() {
		assertThat(this.api.post("/api/sessions", "{\"experiment\":\"" + this.experiment + "\"}").status())
			.isEqualTo(201);
		assertThat(this.api.get("/api/sessions?experiment=" + this.experiment).json().get("results")).hasSize(1);
	}

	@Test
	void forwardedHeadersAreNotBelievedUnlessAskedFor() {
		Answer answer = this.api.post("/api/sessions/", "{\"experiment\":\"" + this.experiment + "\"}",
				"X-Forwarded-Host", "evil.example.org", "X-Forwarded-Proto", "https", "Forwarded",
				"host=evil.example.org;proto=https");
		assertThat(answer.header("Location")).startsWith(this.base + "/api/sessions/");
	}

	@Test
	void ignoresWhatTheDocumentMarksReadOnly() {
		Answer answer = create("""
				{"experiment":"%s","url":1,"id":{"a":[]},"team":"other","created_at":"x","updated_at":7,"ended_at":[],
				"tags":"x","status":{},"message_count":-1,
				"messages":[{"role":"user","content":"Hi","created_at":"2001-01-01T00:00:00Z"}]}""");
		assertThat(answer.status()).isEqualTo(201);
		assertThat(answer.json().at("/team/slug").asString()).isEqualTo("default");
		assertThat(answer.json().get("tags")).isEmpty();
		assertThat(answer.json().get("status").asString()).isEqualTo("active");
		String id = answer.json().get("id").asString();
		assertThat(this.api.get("/api/sessions/" + id).json().at("/messages/0/created_at"))
			.isEqualTo(answer.json().get("created_at"));
	}

	@Test
	void nullCountsAsAbsentAndAParticipantIsMadeUp() {
		Answer answer = create(
				"{\"experiment\":\"%s\",\"participant\":null,\"messages\":null,\"state\":null,\"platform\":null}");
		assertThat(answer.status()).isEqualTo(201);
		Answer other = create("{\"experiment\":\"%s\"}");
		String identifier = answer.json().at("/participant/identifier").asString();
		assertThat(identifier).isNotBlank().isNotEqualTo(other.json().at("/participant/identifier").asString());
	}

	@Test
	void keepsThePlatform() {
		assertThat(create("{\"experiment\":\"%s\",\"platform\":\"telegram\"}").json().get("platform").asString())
			.isEqualTo("telegram");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			textBlock = """
					{}                                                    | experiment
					{"experiment":null}                                   | experiment
					{"experiment":""}                                     | experiment
					{"experiment":7}                                      | experiment
					{"experiment":{"id":"x"}}                             | experiment
					{"experiment":"x","participant":""}                   | participant
					{"experiment":"x","participant":{"identifier":"a"}}   | participant
					{"experiment":"x","messages":{}}                      | messages
					{"experiment":"x","messages":[null]}                  | messages[0]
					{"experiment":"x","messages":["hi"]}                  | messages[0]
					{"experiment":"x","messages":[{}]}                    | messages[0].role
					{"experiment":"x","messages":[{"role":"bot","content":"a"}]}     | messages[0].role
					{"experiment":"x","messages":[{"role":1,"content":"a"}]}         | messages[0].role
					{"experiment":"x","messages":[{"role":"user"}]}                  | messages[0].content
					{"experiment":"x","messages":[{"role":"user","content":" "}]}    | messages[0].content
					{"experiment":"x","messages":[{"role":"user","content":{}}]}     | messages[0].content
					{"experiment":"x","messages":[{"role":"user","content":"a","metadata":[]}]}      | messages[0].metadata
					{"experiment":"x","messages":[{"role":"user","content":"a","tags":"t"}]}         | messages[0].tags
					{"experiment":"x","messages":[{"role":"user","content":"a","tags":[" "]}]}       | messages[0].tags[0]
					{"experiment":"x","messages":[{"role":"user","content":"a","attachments":["f"]}]}| messages[0].attachments[0]
					{"experiment":"x","messages":[{"role":"user","content":"a","attachments":[null]}]}| messages[0].attachments[0]
					{"experiment":"x","messages":[{"role":"user","content":"a","text":"b"}]}         | text
					{"experiment":"x","state":[]}                         | state
					{"experiment":"x","state":"s"}                        | state
					{"experiment":"x","state":{"n":1e9999}}               | state
					{"experiment":"x","platform":""}                      | platform
					{"experiment":"x","session":"y"}                      | session
					[]                                                    | body
					"x"                                                   | body
					{"experiment":                                        | body
					""")
	void refusesAndNamesTheField(String body, String field) {
		Answer answer = this.api.post("/api/sessions/", body);
		assertThat(answer.status()).isEqualTo(400);
		assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
		assertThat(answer.json().propertyNames()).containsExactly("type", "title", "status", "detail", "instance",
				"error", "errors");
		assertThat(answer.json().get("error")).isEqualTo(answer.json().get("detail"));
		assertThat(answer.json().get("errors").propertyNames()).contains(field);
	}

	@Test
	void refusesAnIdLongerThan256Characters() {
		assertThat(this.api.post("/api/sessions/", "{\"experiment\":\"" + "é".repeat(256) + "\"}").status())
			.isEqualTo(201);
		Answer answer = this.api.post("/api/sessions/", "{\"experiment\":\"" + "é".repeat(257) + "\"}");
		assertThat(answer.status()).isEqualTo(400);
		assertThat(answer.json().get("detail").asString())
			.isEqualTo("experiment must be a string of 1 to 256 characters without NUL");
	}

	@ParameterizedTest
	@ValueSource(strings = { "a/b", "a\\b", "a b", "a;b=c", "é😀", "a?b#c", "a%2Fb", "\"", "\u0001", "*.>" })
	void anyIdIsAnExperiment(String odd) {
		String id = this.experiment + odd;
		String quoted = new tools.jackson.databind.json.JsonMapper().writeValueAsString(id);
		Answer answer = this.api.post("/api/sessions/", "{\"experiment\":" + quoted + "}");
		assertThat(answer.status()).isEqualTo(201);
		assertThat(answer.json().at("/experiment/id").asString()).isEqualTo(id);
		Answer experiment = this.api.get(answer.json().at("/experiment/url").asString());
		assertThat(experiment.status()).isEqualTo(200);
		assertThat(experiment.json().get("id").asString()).isEqualTo(id);
		assertThat(experiment.json().get("url")).isEqualTo(answer.json().at("/experiment/url"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "no-such-session", "00000000-0000-0000-0000-000000000000", "a%2Fb", "%20", "$ne" })
	void anUnknownIdIsNotFound(String id) {
		Answer answer = this.api.get("/api/sessions/" + id + "/");
		assertThat(answer.status()).isEqualTo(404);
		assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
		assertThat(answer.json().get("status").asInt()).isEqualTo(404);
		assertThat(answer.json().get("error").asString()).isEqualTo("Session not found");
		assertThat(answer.json().get("detail").asString()).isEqualTo("Session not found");
	}

	@Test
	void aRepeatedIdempotencyKeyCreatesOnce() {
		String key = Api.id("key");
		String body = "{\"experiment\":\"%s\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}"
			.formatted(this.experiment);
		Answer first = this.api.post("/api/sessions/", body, "Idempotency-Key", key);
		Answer second = this.api.post("/api/sessions/", body, "Idempotency-Key", key);
		assertThat(second.status()).isEqualTo(201);
		assertThat(second.body()).isEqualTo(first.body());
		assertThat(second.header("Location")).isEqualTo(first.header("Location"));
		assertThat(this.api.get("/api/sessions/?experiment=" + this.experiment).json().get("count").asInt())
			.isEqualTo(1);
		assertThat(this.api.post("/api/sessions/", body.replace("Hi", "Ho"), "Idempotency-Key", key).status())
			.isEqualTo(409);
	}

	@Test
	void otherMethodsAndTypesAreRefused() {
		assertThat(this.api.put("/api/sessions/", "{}").status()).isEqualTo(405);
		assertThat(this.api.delete("/api/sessions/x").status()).isEqualTo(405);
		assertThat(this.api.post("/api/sessions/", "{}", "Content-Type", "text/plain").status()).isEqualTo(415);
		assertThat(this.api.get("/api/sessions/", "Accept", "text/html").status()).isEqualTo(406);
		assertThat(this.api.post("/api/sessions/", "{\"experiment\":\"" + "x".repeat(1 << 20) + "\"}").status())
			.isEqualTo(413);
	}

	private Answer create(String body) {
		return this.api.post("/api/sessions/", body.replace("%s", this.experiment));
	}

}
