package io.parley;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import io.parley.Api.Answer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;

/** The OpenAPI document: every operation has examples, and they work as they stand. */
@ParleyTest
@Tag("black-box")
class OpenApiTest {

	/**
	 * What these are about is there only after a server refused an event, or while
	 * credentials are asked.
	 */
	private static final Set<String> NEEDS_A_FAULT = Set.of("retryDelivery", "retryParkedEvent", "getAccount",
			"getApplication", "getKey", "receiveSlackEvents");

	private Api api;

	@BeforeEach
	void setUp(@LocalServerPort int port) {
		this.api = new Api(port);
	}

	/** One of the examples gives the team of all tests another name. */
	@AfterEach
	void nameTheTeamAsBefore() {
		if (Secured.EVERYWHERE) {
			assertThat(this.api.patch("/api/teams/default", "{\"name\":\"default\"}").status()).isEqualTo(200);
		}
	}

	/** One operation of the document. */
	private record Call(String method, String path, JsonNode operation, JsonNode document) {

		String id() {
			return this.operation.path("operationId").asString("");
		}

		/** Whether it says who may call: not while everybody may. */
		boolean managesAccess() {
			return this.path.matches("/(api/(teams|keys|accounts)|o/applications)/.*") && !this.method.equals("GET");
		}

		List<String> statuses() {
			return this.operation.get("responses").propertyStream().map(Map.Entry::getKey).toList();
		}

		List<String> bodies() {
			List<String> bodies = new ArrayList<>();
			for (JsonNode content : this.operation.path("requestBody").path("content")) {
				content.path("examples").forEach((example) -> bodies.add(example.get("value").toString()));
				String schema = content.path("schema").path("$ref").asString("#").substring(1);
				Optional.of(this.document.at(schema).path("example"))
					.filter((example) -> bodies.isEmpty() && example.isObject())
					.ifPresent((example) -> bodies.add(example.toString()));
			}
			return bodies;
		}

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
		assertThat(calls()).extracting(Call::id)
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
	void everyExampleWorksAsItStandsAndIsAnsweredAsDocumented() {
		List<Call> calls = calls();
		DocumentedAnswers answers = new DocumentedAnswers(calls.get(0).document());
		for (Call call : calls) {
			for (String body : call.bodies().isEmpty() ? Arrays.asList((String) null) : call.bodies()) {
				Map<String, String> ids = whatItNeeds(calls, call, body);
				Answer answer = this.api.send(call.method(), withExamples(call, ids), body);
				String shown = "%s %s %s: %s".formatted(call.method(), call.path(), body, answer.body());
				answers.check(call.operation(), answer, shown);
				if (call.managesAccess() && Secured.EVERYWHERE && call.path().contains("{")) {
					assertThat(answer.status()).as(shown).isIn(200, 204, 404, 409);
				}
				else if (call.managesAccess() && !Secured.EVERYWHERE) {
					assertThat(answer.status()).as(shown).isEqualTo(403);
				}
				else {
					assertThat(answer.status()).as(shown).isBetween(200, NEEDS_A_FAULT.contains(call.id()) ? 404 : 299);
				}
			}
		}
	}

	/**
	 * Creates by the examples themselves what an example is about, and removes what it
	 * would create; answers the ids that the service gave.
	 */
	private Map<String, String> whatItNeeds(List<Call> calls, Call call, String body) {
		this.api.delete("/session/abc123");
		Optional.ofNullable(body)
			.map((text) -> Api.tree(text).path("session_id").asString(""))
			.filter((id) -> !id.isEmpty())
			.ifPresent((id) -> this.api.delete("/session/" + id));
		if (!call.id().equals("createSessionMessage")) {
			create(calls, "createSessionMessage");
		}
		calls.stream()
			.filter((each) -> each.id().equals("createChannel"))
			.flatMap((each) -> each.bodies().stream())
			.forEach((channel) -> this.api.delete("/channels/" + Api.tree(channel).get("id").asString()));
		if (!call.id().equals("createChannel")) {
			create(calls, "createChannel");
		}
		create(calls, "putExperiment");
		create(calls, "putUser");
		create(calls, "putBot");
		return Map.of("message_id", create(calls, "sendUserMessage").get("_id").asString(), "/api/sessions/{id}",
				create(calls, "createExperimentSession").get("id").asString());
	}

	private JsonNode create(List<Call> calls, String id) {
		Call call = calls.stream().filter((each) -> each.id().equals(id)).findFirst().orElseThrow();
		Answer answer = this.api.send(call.method(), withExamples(call, Map.of()), call.bodies().get(0));
		assertThat(answer.status()).as(id + ": " + answer.body()).isBetween(200, 299);
		return answer.json();
	}

	@Test
	void theRootLeadsToTheConsoleAndTheDocument() {
		Answer root = this.api.get("/");
		assertThat(root.status()).isEqualTo(200);
		assertThat(root.body()).contains("href=\"/console\"", "href=\"/swagger-ui.html\"", "href=\"/v3/api-docs.yaml\"",
				"href=\"/docs\"");
		assertThat(root.header("Content-Security-Policy")).contains("script-src 'self'").doesNotContain("unsafe");
	}

	/** The path with the ids that were given for parameters, else with their examples. */
	private static String withExamples(Call call, Map<String, String> ids) {
		String path = call.path();
		for (Map.Entry<String, String> id : ids.entrySet()) {
			path = path.startsWith(id.getKey()) ? path.replace("{id}", id.getValue())
					: path.replace("{" + id.getKey() + "}", id.getValue());
		}
		List<String> query = new ArrayList<>();
		for (JsonNode parameter : call.operation().path("parameters")) {
			String name = parameter.get("name").asString();
			String example = Api.segment(parameter.path("example").asString(""));
			if (parameter.get("in").asString().equals("path")) {
				path = path.replace("{" + name + "}", example);
			}
			else if (parameter.has("example") && parameter.get("in").asString().equals("query")) {
				query.add(name + "=" + example);
			}
		}
		return path + (query.isEmpty() ? "" : "?" + String.join("&", query));
	}

	private List<Call> calls() {
		List<Call> calls = new ArrayList<>();
		JsonNode document = this.api.get("/v3/api-docs").json();
		document.get("paths")
			.properties()
			.forEach((path) -> path.getValue()
				.properties()
				.forEach((operation) -> calls
					.add(new Call(operation.getKey().toUpperCase(), path.getKey(), operation.getValue(), document))));
		assertThat(calls).hasSizeGreaterThan(10);
		return calls;
	}

}
