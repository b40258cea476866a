package io.parley.sessionmessage;

import java.util.Locale;

import io.parley.Api;
import io.parley.ParleyTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;

/** What the OpenAPI document says of session messages. */
@ParleyTest
@Tag("black-box")
class SessionMessageOpenApiTest {

	private Api api;

	private JsonNode document;

	@BeforeEach
	void setUp(@LocalServerPort int port) {
		this.api = new Api(port);
		this.document = this.api.get("/v3/api-docs").json();
	}

	@ParameterizedTest
	@CsvSource({ "post, /session, createSessionMessage, 201", "get, /session/{session_id}, getSessionMessage, 200",
			"put, /session/{session_id}, updateSessionMessage, 200",
			"patch, /session/{session_id}, updateSessionMessageWithPatch, 200",
			"patch, /sessions/{session_id}, updateSessionMessageWithPatchAtSessions, 200",
			"delete, /session/{session_id}, deleteSessionMessage, 200",
			"post, /sessions, querySessionMessages, 200 201", "post, /sessions/expire, expireSessionMessages, 200",
			"post, /sessions/{session_id}/send_message, sendSessionMessage, 200 202",
			"post, /channels/response, handInReply, 200", "post, /webhook/validate_response, validateReply, 200 422" })
	void eachOperationHasItsNameAndAnswers(String method, String path, String id, String statuses) {
		JsonNode operation = operation(method, path);
		assertThat(operation.path("operationId").asString("")).isEqualTo(id);
		assertThat(operation.path("responses").propertyNames()).contains(statuses.split(" "));
		assertThat(operation.path("summary").asString("")).isNotBlank().doesNotEndWith(".");
		for (String status : statuses.split(" ")) {
			assertThat(operation.at("/responses/" + status + "/description").asString("")).as(status)
				.isNotBlank()
				.isNotEqualTo("OK");
		}
	}

	@Test
	void theQueryShowsBothShapesOfItsBodyAndOfItsAnswer() {
		JsonNode operation = operation("post", "/sessions");
		JsonNode body = operation.at("/requestBody/content/application~1json");
		assertThat(body.at("/schema/oneOf").valueStream().map((schema) -> schema.get("$ref").asString()))
			.containsExactlyInAnyOrder("#/components/schemas/SessionMessageFilter",
					"#/components/schemas/SessionMessageRequest");
		assertThat(body.get("examples").propertyNames()).containsExactly("filter", "filter with operators", "create");
		assertThat(operation.at("/responses/201").findValue("$ref").asString())
			.isEqualTo("#/components/schemas/SuccessResponseCreatedSessionMessage");
		assertThat(operation.at("/responses/200").findValue("$ref").asString())
			.isEqualTo("#/components/schemas/SessionMessageQueryResponse");
		assertThat(this.document.at("/components/schemas/SessionMessageQueryResponse/properties/data/items/$ref")
			.asString()).isEqualTo("#/components/schemas/SessionMessage");
		assertThat(operation.get("parameters")).extracting((parameter) -> parameter.path("description").asString(""))
			.allSatisfy((text) -> assertThat(text).isNotBlank());
	}

	@Test
	void theFieldsAreExplained() {
		JsonNode fields = this.document.at("/components/schemas/SessionMessageRequest/properties");
		assertThat(fields.propertyNames()).containsExactlyInAnyOrder("session_id", "subject_id", "message_data",
				"message_data_template", "reception_channel_id", "expiry_date", "status", "dsl_execution_id",
				"on_invalid");
		assertThat(fields.valueStream())
			.allSatisfy((field) -> assertThat(field.path("description").asString("")).isNotBlank());
	}

	@Test
	void theExamplesWorkOneAfterTheOther() {
		this.api.delete("/session/abc123");
		this.api.delete("/session/abc124");
		assertWorks("post", "/session", "create");
		assertWorks("post", "/sessions", "create");
		assertWorks("post", "/sessions", "filter");
		assertWorks("post", "/sessions", "filter with operators");
		assertWorks("put", "/session/{session_id}", "sent");
		assertWorks("post", "/sessions/{session_id}/send_message", "text");
		assertWorks("post", "/sessions/{session_id}/send_message", "object");
		assertWorks("post", "/webhook/validate_response", "reply");
		assertWorks("post", "/channels/response", "reply");
		assertWorks("patch", "/sessions/{session_id}", "reject");
		assertWorks("get", "/session/{session_id}", null);
		assertWorks("delete", "/session/{session_id}", null);
	}

	private void assertWorks(String method, String path, String example) {
		JsonNode operation = operation(method, path);
		String body = (example == null) ? null
				: operation.at("/requestBody/content/application~1json/examples").get(example).get("value").toString();
		String id = operation.at("/parameters/0/example").asString("");
		Api.Answer answer = this.api.send(method.toUpperCase(Locale.ROOT), path.replace("{session_id}", id), body);
		assertThat(answer.status()).as("%s %s %s: %s", method, path, example, answer.body()).isBetween(200, 299);
	}

	private JsonNode operation(String method, String path) {
		return this.document.path("paths").path(path).path(method);
	}

}
