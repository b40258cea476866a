package io.parley;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/** One operation of the OpenAPI document, with its examples. */
record DocumentedCall(String method, String path, JsonNode operation, JsonNode document) {

	/** All operations of a service's document. */
	static List<DocumentedCall> all(Api api) {
		List<DocumentedCall> calls = new ArrayList<>();
		JsonNode document = api.get("/v3/api-docs").json();
		document.get("paths")
			.properties()
			.forEach((path) -> path.getValue()
				.properties()
				.forEach((operation) -> calls.add(new DocumentedCall(operation.getKey().toUpperCase(), path.getKey(),
						operation.getValue(), document))));
		assertThat(calls).hasSizeGreaterThan(10);
		return calls;
	}

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

	/** The example of a parameter. */
	String parameter(String name) {
		return this.operation.path("parameters")
			.valueStream()
			.filter((parameter) -> parameter.get("name").asString().equals(name))
			.map((parameter) -> parameter.path("example").asString(""))
			.findFirst()
			.orElse("");
	}

	/**
	 * Its path and query with the examples of its parameters.
	 * @param ids what stands in the path in place of the example, by the parameter's name
	 */
	String target(Map<String, String> ids) {
		String target = this.path;
		List<String> query = new ArrayList<>();
		for (JsonNode parameter : this.operation.path("parameters")) {
			String name = parameter.get("name").asString();
			String example = Api.segment(ids.getOrDefault(name, parameter(name)));
			if (parameter.get("in").asString().equals("path")) {
				target = target.replace("{" + name + "}", example);
			}
			else if (parameter.has("example") && parameter.get("in").asString().equals("query")) {
				query.add(name + "=" + example);
			}
		}
		return target + (query.isEmpty() ? "" : "?" + String.join("&", query));
	}

}
