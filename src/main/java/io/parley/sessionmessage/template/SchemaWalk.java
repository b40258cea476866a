package io.parley.sessionmessage.template;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Walks a JSON Schema that the schema of schemas has accepted, and refuses what would
 * load, run for ever or never get ready: references out of the schema or to nowhere,
 * patterns that are none, and references that lead a value back to where it already was.
 */
final class SchemaWalk {

	/** Keywords whose schemas see the same value again. */
	private static final Set<String> SAME = Set.of("allOf", "anyOf", "oneOf", "not", "if", "then", "else",
			"dependentSchemas");

	/** Keywords whose schemas see a part of the value, or are there to be referred to. */
	private static final Set<String> PARTS = Set.of("properties", "patternProperties", "additionalProperties",
			"unevaluatedProperties", "propertyNames", "items", "prefixItems", "contains", "unevaluatedItems", "$defs",
			"definitions");

	private static final Set<String> MAPS = Set.of("properties", "patternProperties", "dependentSchemas", "$defs",
			"definitions");

	private static final int CHAIN = 100;

	private static final double EVALUATIONS = 10_000;

	private final JsonNode root;

	private final PatternBudget patterns;

	private final Map<String, List<JsonNode>> anchors = new HashMap<>();

	/** The schemas that each schema hands its own value on to. */
	private final Map<JsonNode, List<JsonNode>> same = new IdentityHashMap<>();

	/** Queues, since references can lead deeper than a stack. */
	private final Deque<Found> schemas = new ArrayDeque<>();

	private final Deque<Found> references = new ArrayDeque<>();

	private final Map<JsonNode, Double> evaluations = new IdentityHashMap<>();

	private SchemaWalk(JsonNode root, PatternBudget patterns) {
		this.root = root;
		this.patterns = patterns;
	}

	/** Refuses a schema that must not be used. */
	static void check(JsonNode schema, PatternBudget patterns) {
		SchemaWalk walk = new SchemaWalk(schema, patterns);
		walk.found(schema, TemplateText.TEMPLATE, true);
		walk.visitFound();
		while (!walk.references.isEmpty()) {
			walk.follow(walk.references.pop());
			walk.visitFound();
		}
		for (JsonNode visited : List.copyOf(walk.same.keySet())) {
			walk.countEvaluations(visited, 0);
		}
	}

	private void found(JsonNode schema, String where, boolean anchors) {
		if (schema.isObject() && this.same.putIfAbsent(schema, new ArrayList<>()) == null) {
			this.schemas.add(new Found(schema, where, anchors));
		}
	}

	private void visitFound() {
		for (Found next = this.schemas.poll(); next != null; next = this.schemas.poll()) {
			// A word of an older draft, which the library still reads.
			((ObjectNode) next.schema()).remove("$recursiveAnchor");
			for (Map.Entry<String, JsonNode> entry : next.schema().properties()) {
				visit(next, entry.getKey(), entry.getValue(), TemplateText.at(next.where(), entry.getKey()));
			}
		}
	}

	private void visit(Found in, String keyword, JsonNode value, String here) {
		switch (keyword) {
			case "$id", "$schema" -> throw new InvalidTemplateException(here, "is allowed at the top only");
			case "$ref", "$dynamicRef" -> this.references.add(new Found(in.schema(), here, false));
			case "$anchor", "$dynamicAnchor" -> {
				if (in.anchors()) {
					this.anchors.computeIfAbsent(value.asString(), (name) -> new ArrayList<>()).add(in.schema());
				}
			}
			case "pattern" -> this.patterns.take(value.asString(), here);
			case "patternProperties" ->
				value.propertyNames().forEach((name) -> this.patterns.take(name, TemplateText.at(here, name)));
			default -> {
			}
		}
		if (SAME.contains(keyword) || PARTS.contains(keyword)) {
			// The library knows no anchor below a then or else that has no if.
			boolean anchors = in.anchors() && (!Set.of("then", "else").contains(keyword) || in.schema().has("if"));
			Map<String, JsonNode> parts = parts(keyword, value);
			parts.forEach((step, part) -> found(part, here + step, anchors));
			if (SAME.contains(keyword)) {
				Objects.requireNonNull(this.same.get(in.schema())).addAll(parts.values());
			}
		}
	}

	/** The schemas in a keyword, by where they are in it. */
	private static Map<String, JsonNode> parts(String keyword, JsonNode value) {
		Map<String, JsonNode> parts = new LinkedHashMap<>();
		if (MAPS.contains(keyword)) {
			value.properties().forEach((entry) -> parts.put("." + entry.getKey(), entry.getValue()));
		}
		else if (value.isArray()) {
			value.forEach((schema) -> parts.put("." + parts.size(), schema));
		}
		else {
			parts.put("", value);
		}
		return parts;
	}

	private void follow(Found reference) {
		String where = reference.where();
		String text = reference.schema().get(where.endsWith(".$ref") ? "$ref" : "$dynamicRef").asString();
		List<JsonNode> targets = targets(text);
		if (targets.isEmpty()) {
			throw new InvalidTemplateException(where,
					"must refer to a schema inside the template, such as #/$defs/name or #anchor");
		}
		targets.forEach((target) -> found(target, where, false));
		Objects.requireNonNull(this.same.get(reference.schema())).addAll(targets);
	}

	private List<JsonNode> targets(String reference) {
		if (!reference.equals("#") && !reference.startsWith("#/")) {
			return reference.startsWith("#") ? this.anchors.getOrDefault(reference.substring(1), List.of()) : List.of();
		}
		try {
			String pointer = URLDecoder.decode(reference.substring(1).replace("+", "%2B"), StandardCharsets.UTF_8);
			JsonNode target = this.root.at(JsonPointer.compile(pointer));
			boolean schema = this.same.containsKey(target)
					|| !target.isMissingNode() && BoundedDialect.checkSchema(target).isEmpty();
			return schema ? List.of(target) : List.of();
		}
		catch (IllegalArgumentException ex) {
			return List.of();
		}
	}

	/**
	 * How many schemas one value is handed to, from here on; infinite while they are
	 * being counted.
	 */
	private double countEvaluations(JsonNode schema, int depth) {
		Double known = this.evaluations.get(schema);
		if (known != null || depth > CHAIN) {
			return (known != null) ? known : Double.POSITIVE_INFINITY;
		}
		this.evaluations.put(schema, Double.POSITIVE_INFINITY);
		double count = 1;
		for (JsonNode next : this.same.getOrDefault(schema, List.of())) {
			count += countEvaluations(next, depth + 1);
		}
		if (count > EVALUATIONS) {
			throw new InvalidTemplateException(TemplateText.TEMPLATE,
					"must not have a $ref that leads back to itself without "
							+ "going into a property or item, or so many alternatives inside each other");
		}
		this.evaluations.put(schema, count);
		return count;
	}

	private record Found(JsonNode schema, String where, boolean anchors) {
	}

}
