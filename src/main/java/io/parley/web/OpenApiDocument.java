package io.parley.web;

import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.Paths;
import io.swagger.v3.oas.models.headers.Header;
import io.swagger.v3.oas.models.media.ArraySchema;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.IntegerSchema;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.ObjectSchema;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.tags.Tag;
import org.springdoc.core.customizers.GlobalOpenApiCustomizer;

import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.util.StringUtils;

/**
 * Puts the OpenAPI document into the order and the spelling of the documents that callers
 * have read, and describes the problem document that every refusal is.
 */
@Component
class OpenApiDocument implements GlobalOpenApiCustomizer {

	/** The paths of each face of the service begin with these, in this order. */
	private static final List<String> FACES = List.of("/session", "/channels", "/webhook", "/users", "/bots",
			"/api/sessions", "/api/experiments");

	/**
	 * Callers know these with a slash at the end; the service takes every path with and
	 * without.
	 */
	private static final Pattern WITH_SLASH = Pattern.compile("/(api|o)/.*|/(users|bots)/[^/]*/(messages|threads)");

	private static final String PROBLEM = "Problem";

	@Override
	public void customise(OpenAPI document) {
		document.getComponents().setSchemas(new TreeMap<>(document.getComponents().getSchemas()));
		document.getComponents().addSchemas(PROBLEM, problem());
		OpenApiOperations.REFUSALS
			.forEach((status, text) -> document.getComponents().addResponses(status, refusal(status, text)));
		document.setPaths(inOrder(document.getPaths()));
		nameOperations(document.getPaths());
		orderTags(document);
	}

	private static Paths inOrder(Paths paths) {
		Paths ordered = new Paths();
		paths.entrySet()
			.stream()
			.sorted(Comparator.comparing((Map.Entry<String, PathItem> path) -> face(path.getKey()))
				.thenComparing(Map.Entry::getKey))
			.forEach((path) -> ordered.addPathItem(spelling(path.getKey()), path.getValue()));
		return ordered;
	}

	private static int face(String path) {
		for (int i = 0; i < FACES.size(); i++) {
			if (path.startsWith(FACES.get(i))) {
				return i;
			}
		}
		return FACES.size();
	}

	private static String spelling(String path) {
		return (WITH_SLASH.matcher(path).matches() && !path.endsWith("/")) ? path + "/" : path;
	}

	/**
	 * An operation is called as its method is. Where a method serves several, the first
	 * has that name, and the others say besides in what they differ from it.
	 */
	private static void nameOperations(Paths paths) {
		Map<String, String> first = new HashMap<>();
		paths.forEach((path, item) -> item.readOperationsMap().forEach((method, operation) -> {
			String name = operation.getOperationId().replaceFirst("_\\d+$", "");
			String verb = StringUtils.capitalize(method.name().toLowerCase(Locale.ROOT));
			String root = StringUtils.capitalize(path.split("/")[1]);
			String known = first.putIfAbsent(name, verb + "/" + root);
			if (known != null) {
				name += known.startsWith(verb + "/") ? "" : "With" + verb;
				name += known.endsWith("/" + root) ? "" : "At" + root;
			}
			operation.setOperationId(name);
		}));
	}

	/** Tags come in the order in which the paths first need them. */
	private static void orderTags(OpenAPI document) {
		Map<String, Tag> tags = new LinkedHashMap<>();
		document.getPaths()
			.values()
			.stream()
			.flatMap((path) -> path.readOperations().stream())
			.flatMap((operation) -> operation.getTags().stream())
			.forEach((name) -> tags.putIfAbsent(name, new Tag().name(name)));
		Stream.ofNullable(document.getTags()).flatMap(List::stream).forEach((tag) -> tags.replace(tag.getName(), tag));
		document.setTags(List.copyOf(tags.values()));
	}

	private static ApiResponse refusal(String status, String text) {
		ApiResponse refusal = new ApiResponse().description(text)
			.content(new Content().addMediaType(org.springframework.http.MediaType.APPLICATION_PROBLEM_JSON_VALUE,
					new MediaType().schema(new Schema<>().$ref(PROBLEM))));
		if (status.equals("503") || status.equals("429")) {
			refusal.addHeaderObject(HttpHeaders.RETRY_AFTER,
					new Header().description("Seconds").schema(new IntegerSchema()));
		}
		return refusal;
	}

	/** An RFC 9457 problem document. */
	private static Schema<?> problem() {
		Map<String, Object> example = new LinkedHashMap<>();
		example.put("type", "about:blank");
		example.put("title", "Not Found");
		example.put("status", 404);
		example.put("detail", "There is no session with session_id abc123");
		example.put("instance", "/session/abc123");
		example.put("error", "There is no session with session_id abc123");
		return new ObjectSchema().description("An RFC 9457 problem document")
			.addProperty("type", new StringSchema().format("uri-reference"))
			.addProperty("title", new StringSchema())
			.addProperty("status", new IntegerSchema())
			.addProperty("detail", new StringSchema().description("What was wrong, and what is accepted"))
			.addProperty("instance", new StringSchema().format("uri-reference"))
			.addProperty("error", new StringSchema().description("The same sentence as detail"))
			.addProperty("errors",
					new ObjectSchema().description("For invalid input: field to sentences")
						.additionalProperties(new ArraySchema().items(new StringSchema())))
			.addProperty("success",
					new io.swagger.v3.oas.models.media.BooleanSchema().description("false; of session messages only"))
			.required(List.of("type", "title", "status", "detail", "instance", "error"))
			.example(example);
	}

}
