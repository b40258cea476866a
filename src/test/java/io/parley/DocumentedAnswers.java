package io.parley;

import java.util.HashMap;
import java.util.Map;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.parley.Api.Answer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Holds answers against the OpenAPI document: an operation answers only with statuses
 * that it documents, and each body is as the schema of its status says.
 */
final class DocumentedAnswers {

	private final SchemaRegistry registry = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

	private final Map<JsonNode, Schema> schemas = new HashMap<>();

	private final JsonNode document;

	DocumentedAnswers(JsonNode document) {
		this.document = document;
	}

	void check(JsonNode operation, Answer answer, String shown) {
		JsonNode response = operation.path("responses").path(String.valueOf(answer.status()));
		assertThat(response.isMissingNode()).as("undocumented status: " + shown).isFalse();
		String reference = response.path("$ref").asString("");
		JsonNode content = (reference.isEmpty() ? response : this.document.at(reference.substring(1))).path("content");
		if (content.isEmpty() || answer.status() == 304) {
			assertThat(answer.body()).as(shown).isEmpty();
			return;
		}
		JsonNode schema = content.path(answer.header("Content-Type").replaceFirst(";.*", "")).path("schema");
		assertThat(schema.isMissingNode()).as("undocumented type of content: " + shown).isFalse();
		assertThat(this.schemas.computeIfAbsent(schema, this::schema).validate(answer.body(), InputFormat.JSON))
			.as(shown)
			.isEmpty();
	}

	/** References lead into the components of the document. */
	private Schema schema(JsonNode schema) {
		ObjectNode root = (ObjectNode) schema.deepCopy();
		root.set("components", this.document.get("components"));
		return this.registry.getSchema(root);
	}

}
