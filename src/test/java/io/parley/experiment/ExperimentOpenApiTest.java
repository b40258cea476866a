package io.parley.experiment;

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

/**
 * Experiments and their sessions in the OpenAPI document, as the platform spells them.
 */
@ParleyTest
@Tag("black-box")
class ExperimentOpenApiTest {

	private JsonNode document;

	@BeforeEach
	void setUp(@LocalServerPort int port) {
		this.document = new Api(port).get("/v3/api-docs").json();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', nullValues = "-",
			textBlock = """
					get    | /api/sessions/                              | listExperimentSessions          | -                             | 200 | PaginatedExperimentSessionList
					post   | /api/sessions/                              | createExperimentSession         | ExperimentSessionCreate       | 201 | ExperimentSession
					get    | /api/sessions/{id}/                         | getExperimentSession            | -                             | 200 | ExperimentSessionWithMessages
					post   | /api/sessions/{id}/end_experiment_session/  | endExperimentSession            | -                             | 200 | -
					post   | /api/sessions/{id}/tags/                    | addExperimentSessionTags        | tags_request_serializer       | 200 | tags_response_serializer
					delete | /api/sessions/{id}/tags/                    | removeExperimentSessionTags     | tags_request_serializer       | 200 | tags_response_serializer
					patch  | /api/sessions/{id}/update_state/            | updateExperimentSessionState    | Patchedupdate_state_serializer| 200 | update_state_response
					get    | /api/experiments/                           | listExperiments                 | -                             | 200 | PaginatedExperimentList
					get    | /api/experiments/{id}/                      | getExperiment                   | -                             | 200 | Experiment
					put    | /api/experiments/{id}/                      | putExperiment                   | ExperimentPut                 | 201 | Experiment
					""")
	void operationsAndSchemasAreNamedAsInTheDocument(String method, String path, String id, String request,
			String status, String response) {
		JsonNode operation = this.document.path("paths").path(path).path(method);
		assertThat(operation.path("operationId").asString("")).isEqualTo(id);
		assertThat(schema(operation.path("requestBody"))).isEqualTo(request);
		assertThat(schema(operation.path("responses").path(status))).isEqualTo(response);
	}

	@Test
	void messagesAreAppendedOneOrMany() {
		JsonNode append = this.document.path("paths").path("/api/sessions/{id}/messages/").path("post");
		assertThat(append.path("operationId").asString("")).isEqualTo("appendExperimentSessionMessages");
		assertThat(append.path("requestBody").findValuesAsString("$ref")).containsExactly(
				"#/components/schemas/ExperimentMessageCreate", "#/components/schemas/ExperimentMessageCreate");
	}

	@ParameterizedTest
	@CsvSource({ "PaginatedExperimentSessionList, next", "PaginatedExperimentSessionList, previous",
			"PaginatedExperimentList, next", "ExperimentSession, ended_at", "ExperimentSessionWithMessages, ended_at" })
	void whatCanBeNullSaysSo(String schema, String property) {
		assertThat(this.document.at("/components/schemas/" + schema + "/properties/" + property + "/type").toString())
			.isEqualTo("[\"string\",\"null\"]");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			PaginatedExperimentSessionList | results
			ExperimentSession              | url,id,team,experiment,participant,created_at,updated_at,tags
			ExperimentSessionWithMessages  | url,id,team,experiment,participant,created_at,updated_at,messages,tags
			ExperimentSessionCreate        | experiment
			tags_request_serializer        | tags
			tags_response_serializer       | tags
			update_state_response          | success,state
			""")
	void whatTheDocumentRequiresIsRequired(String schema, String properties) {
		JsonNode found = this.document.at("/components/schemas/" + schema);
		assertThat(found.path("required").valueStream().map(JsonNode::asString)).contains(properties.split(","));
		assertThat(found.path("properties").propertyNames()).contains(properties.split(","));
	}

	@Test
	void tagsAreAListOfStrings() {
		JsonNode tags = this.document.at("/components/schemas/tags_request_serializer/properties/tags");
		assertThat(tags.path("type").asString("")).isEqualTo("array");
		assertThat(tags.path("items").path("type").asString("")).isEqualTo("string");
	}

	private static String schema(JsonNode content) {
		JsonNode reference = content.path("content").path("application/json").path("schema").path("$ref");
		return reference.isMissingNode() ? null : reference.asString().replace("#/components/schemas/", "");
	}

}
