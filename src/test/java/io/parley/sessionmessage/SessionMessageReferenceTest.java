package io.parley.sessionmessage;

import java.time.Instant;

import io.parley.Api;
import io.parley.Api.Answer;
import io.parley.ParleyTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The curl lines of the session-message API and the calls of the existing Python client,
 * body for body, with an id of the test's own.
 */
@ParleyTest
@Tag("black-box")
class SessionMessageReferenceTest {

	private final String id = Api.id("session");

	private Api api;

	@BeforeEach
	void setUp(@LocalServerPort int port) {
		this.api = new Api(port);
	}

	@Test
	void theCurlLinesOfTheApiWorkInTheirOrder() {
		Answer created = this.api.post("/session", """
				{
				"session_id": "%s",
				"subject_id": "user789",
				"message_data": {"text": "Hello, user!"},
				"message_data_template": {},
				"reception_channel_id": "slack-sim",
				"expiry_date": 1700000000,
				"status": "pending",
				"dsl_execution_id": "exec-456"
				}""".formatted(this.id));
		assertThat(created.status()).isEqualTo(201);
		assertThat(created.json().at("/data/session/status").asString()).isEqualTo("pending");

		Answer read = this.api.get("/session/" + this.id);
		assertThat(read.status()).isEqualTo(200);
		assertThat(read.json().at("/data/message_data/text").asString()).isEqualTo("Hello, user!");
		assertThat(read.json().at("/data/expiry_date").asLong()).isEqualTo(1700000000);

		// Its time has passed: it is expired by now, or will be.
		this.api.post("/sessions/expire", null);
		Answer updated = this.api.put("/session/" + this.id, "{\"status\": \"sent\"}");
		assertThat(updated.status()).isEqualTo(200);
		assertThat(updated.json().at("/data/session/status").asString()).isEqualTo("sent");

		assertThat(this.api.delete("/session/" + this.id).status()).isEqualTo(200);

		Answer found = this.api.post("/sessions", "{\"status\": \"pending\", \"reception_channel_id\": \"slack-sim\"}");
		assertThat(found.status()).isEqualTo(200);
		assertThat(found.json().get("data").isArray()).isTrue();
	}

	@Test
	void theCallsOfThePythonClientWorkInTheirOrder() {
		Answer created = this.api.post("/sessions", """
				{"session_id": "%s", "message_data": {"initial": "data"},
				 "message_data_template": {"type": "object", "additionalProperties": true},
				 "expiry_date": %d, "subject_id": "subjectXYZ"}""".formatted(this.id,
				Instant.now().getEpochSecond() + 3600));
		assertThat(created.status()).isEqualTo(201);
		assertThat(created.json().at("/data/session/message_data/initial").asString()).isEqualTo("data");

		Answer sent = this.api.post("/sessions/" + this.id + "/send_message",
				"{\"channel_id\": \"channelABC\", \"message\": \"Please confirm your details.\"}");
		assertThat(sent.status()).isIn(200, 202);
		assertThat(sent.json().at("/details/channel_id").asString()).isEqualTo("channelABC");

		Answer expired = this.api.post("/sessions/expire", null);
		assertThat(expired.status()).isEqualTo(200);
		assertThat(expired.json().get("status").asString()).isEqualTo("expiry_triggered");
		assertThat(expired.json().get("expired").isIntegralNumber()).isTrue();

		Answer rejected = this.api.patch("/sessions/" + this.id, "{\"status\": \"FAILED\"}");
		assertThat(rejected.status()).isEqualTo(200);
		assertThat(rejected.json().at("/data/session/status").asString()).isEqualTo("FAILED");
		assertThat(rejected.json().at("/data/session/ended_at").isString()).isTrue();
	}

	@Test
	void thePythonClientCreatesWithItsDefaults() {
		Answer created = this.api.post("/sessions", """
				{"session_id": "%s", "message_data": {}, "message_data_template":
				 {"type": "object", "additionalProperties": true}, "expiry_date": null, "subject_id": null}"""
			.formatted(this.id));
		assertThat(created.status()).isEqualTo(201);
		assertThat(created.header("Location")).isEqualTo("/session/" + this.id);
		assertThat(created.json().at("/data/session/expiry_date").asLong()).isZero();
	}

}
