package io.parley;

import java.net.http.HttpRequest;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

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

	private final Map<JsonNode, Schema> schemas = new ConcurrentHashMap<>();

	private final JsonNode document;

	private final List<DocumentedPath> paths;

	DocumentedAnswers(JsonNode document) {
		this.document = document;
		this.paths = document.path("paths").properties().stream().map(DocumentedPath::of).toList();
	}

	/** A path of the document, with what tells whether a request is for it. */
	private record DocumentedPath(String template, Pattern pattern, JsonNode operations) {

		static DocumentedPath of(Map.Entry<String, JsonNode> path) {
			String pattern = Arrays.stream(path.getKey().replaceFirst("/$", "").split("/", -1))
				.map((segment) -> segment.startsWith("{") ? "[^/]+" : Pattern.quote(segment))
				.collect(Collectors.joining("/"));
			return new DocumentedPath(path.getKey(), Pattern.compile(pattern), path.getValue());
		}

	}

	/**
	 * Holds an answer against the operation that its request was for, where the document
	 * has one.
	 */
	void check(Answer answer) {
		HttpRequest request = answer.response().request();
		String path = request.uri().getRawPath().replaceFirst("/$", "");
		this.paths.stream()
			.filter((documented) -> documented.pattern().matcher(path).matches())
			.min(Comparator
				.comparing((documented) -> documented.template().contains("{") ? documented.template().length() : 0))
			.map((documented) -> documented.operations().path(request.method().toLowerCase(Locale.ROOT)))
			.filter(JsonNode::isObject)
			.ifPresent((operation) -> check(operation, answer,
					request.method() + " " + request.uri() + ": " + answer.status() + " " + answer.body()));
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
