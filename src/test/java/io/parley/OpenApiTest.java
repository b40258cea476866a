package io.parley;

import java.util.List;
import java.util.Map;

import io.parley.Api.Answer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;

/** The OpenAPI document; {@link OpenApiExamplesTest} sends its examples. */
@ParleyTest
@Tag("black-box")
class OpenApiTest {

	private Api api;

	@BeforeEach
	void setUp(@LocalServerPort int port) {
		this.api = new Api(port);
	}

	@Test
	void everyOperationHasASummaryAndExamples() {
		assertThat(calls()).allSatisfy((call) -> {
			assertThat(call.operation().path("summary").asString("")).as(call.path()).isNotBlank();
			if (call.operation().has("requestBody")) {
				assertThat(call.bodies()).as(call.method() + " " + call.path()).isNotEmpty();
			}
			for (JsonNode parameter : call.operation().path("parameters")) {
				if (parameter.get("required") != null && parameter.get("required").asBoolean()) {
					assertThat(parameter.has("example")).as(call.path() + " " + parameter.get("name")).isTrue();
				}
			}
		});
	}

	@Test
	void everyOperationHasANameOfItsOwnAndSaysWhatItCanAnswer() {
		assertThat(calls()).extracting(DocumentedCall::id)
			.doesNotHaveDuplicates()
			.allMatch((id) -> id.matches("[a-z]+[A-Z][A-Za-z]+"));
		assertThat(calls()).allSatisfy((call) -> {
			assertThat(call.statuses()).as(call.id()).contains("400", "503").doesNotContain("default");
			assertThat(call.statuses()).as(call.id()).anyMatch((status) -> status.startsWith("2"));
			if (call.path().contains("{")) {
				assertThat(call.statuses()).as(call.id()).contains("404");
			}
			if (call.operation().has("requestBody")) {
				assertThat(call.statuses()).as(call.id()).contains("413", "415");
			}
		});
	}

	@Test
	void facesComeInTheOrderOfTheirDocumentsAndPathsAreSpeltAsTheyAre() {
		List<String> paths = this.api.get("/v3/api-docs")
			.json()
			.get("paths")
			.propertyStream()
			.map(Map.Entry::getKey)
			.toList();
		assertThat(paths).containsSubsequence("/session", "/sessions", "/channels/response", "/api/sessions/",
				"/api/experiments/");
		assertThat(paths).allMatch((path) -> !path.startsWith("/api/") || path.endsWith("/"));
		List<String> tags = this.api.get("/v3/api-docs")
			.json()
			.get("tags")
			.valueStream()
			.map((tag) -> tag.get("name").asString())
			.toList();
		assertThat(tags.get(0)).isEqualTo("Session messages");
		assertThat(tags).containsSubsequence("User messages", "Bot messages", "Experiment Sessions");
	}

	@Test
	void everyReferenceLeadsSomewhere() {
		JsonNode document = this.api.get("/v3/api-docs").json();
		List<JsonNode> references = document.findValues("$ref");
		assertThat(references).hasSizeGreaterThan(50)
			.allSatisfy((reference) -> assertThat(document.at(reference.asString().substring(1)).isMissingNode())
				.as(reference.asString())
				.isFalse());
	}

	@Test
	void theRootLeadsToTheConsoleAndTheDocument() {
		Answer root = this.api.get("/");
		assertThat(root.status()).isEqualTo(200);
		assertThat(root.body()).contains("href=\"/console\"", "href=\"/swagger-ui.html\"", "href=\"/v3/api-docs.yaml\"",
				"href=\"/docs\"");
		assertThat(root.header("Content-Security-Policy")).contains("script-src 'self'").doesNotContain("unsafe");
	}

	private List<DocumentedCall> calls() {
		return DocumentedCall.all(this.api);
	}

}
