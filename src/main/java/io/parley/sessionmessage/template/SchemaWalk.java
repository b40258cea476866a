package io.parley.sessionmessage.template;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import tools.jackson.databind.JsonNode;

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

	private final Map<String, List<JsonNode>> anchors = new HashMap<>();

	/** What stands where a schema is expected: the schema of schemas has seen it. */
	private final Map<JsonNode, Boolean> places = new IdentityHashMap<>();

	/** The schemas that each schema hands its own value on to. */
	private final Map<JsonNode, List<JsonNode>> same = new IdentityHashMap<>();

	/**
	 * The schemas that are still to be visited; a queue, since references can lead deeper
	 * than a stack.
	 */
	private final Deque<Found> open = new ArrayDeque<>();

	private final Map<JsonNode, Double> evaluations = new IdentityHashMap<>();

	private SchemaWalk(JsonNode root) {
		this.root = root;
	}

	/** Refuses a schema that must not be used. */
	static void check(JsonNode schema) {
		SchemaWalk walk = new SchemaWalk(schema);
		walk.findPlaces(schema, true);
		walk.found(schema, Text.TEMPLATE);
		while (!walk.open.isEmpty()) {
			Found next = walk.open.pop();
			walk.visit(next.schema(), next.where());
		}
		for (JsonNode visited : List.copyOf(walk.same.keySet())) {
			walk.countEvaluations(visited, 0);
		}
	}

	/**
	 * Finds what stands where a schema is expected, and the anchors in it. The library
	 * knows no anchor below a {@code then} or {@code else} that has no {@code if}.
	 */
	private void findPlaces(JsonNode schema, boolean known) {
		this.places.put(schema, known);
		for (String keyword : List.of("$anchor", "$dynamicAnchor")) {
			if (known && schema.path(keyword).isString()) {
				this.anchors.computeIfAbsent(schema.get(keyword).stringValue(), (name) -> new ArrayList<>())
					.add(schema);
			}
		}
		for (Map.Entry<String, JsonNode> entry : schema.properties()) {
			if (SAME.contains(entry.getKey()) || PARTS.contains(entry.getKey())) {
				boolean used = !Set.of("then", "else").contains(entry.getKey()) || schema.has("if");
				schemas(entry.getKey(), entry.getValue()).values().forEach((part) -> findPlaces(part, known && used));
			}
		}
	}

	private void found(JsonNode schema, String where) {
		if (schema.isObject() && this.same.putIfAbsent(schema, new ArrayList<>()) == null) {
			this.open.add(new Found(schema, where));
		}
	}

	private void visit(JsonNode schema, String where) {
		List<JsonNode> again = this.same.get(schema);
		for (Map.Entry<String, JsonNode> entry : schema.properties()) {
			String keyword = entry.getKey();
			String here = Text.at(where, keyword);
			switch (keyword) {
				case "$id", "$schema" -> throw new InvalidTemplateException(here, "is allowed at the top only");
				case "$ref", "$dynamicRef" -> again.addAll(referred(entry.getValue().asString(), here));
				case "pattern" -> checkPattern(entry.getValue().asString(), here);
				case "patternProperties" ->
					entry.getValue().propertyNames().forEach((name) -> checkPattern(name, Text.at(here, name)));
				default -> {
				}
			}
			if (SAME.contains(keyword) || PARTS.contains(keyword)) {
				schemas(keyword, entry.getValue()).forEach((step, part) -> found(part, here + step));
			}
			if (SAME.contains(keyword)) {
				again.addAll(schemas(keyword, entry.getValue()).values());
			}
		}
	}

	/** The schemas in a keyword, by where they are in it. */
	private static Map<String, JsonNode> schemas(String keyword, JsonNode value) {
		Map<String, JsonNode> schemas = new LinkedHashMap<>();
		if (MAPS.contains(keyword)) {
			value.properties().forEach((entry) -> schemas.put("." + entry.getKey(), entry.getValue()));
		}
		else if (value.isArray()) {
			value.forEach((schema) -> schemas.put("." + schemas.size(), schema));
		}
		else {
			schemas.put("", value);
		}
		return schemas;
	}

	private List<JsonNode> referred(String reference, String where) {
		List<JsonNode> targets = List.of();
		if (reference.equals("#") || reference.startsWith("#/")) {
			JsonNode target = LocalPointer.resolve(this.root, reference.substring(1));
			targets = (target != null && isSchema(target)) ? List.of(target) : targets;
		}
		else if (reference.startsWith("#")) {
			targets = this.anchors.getOrDefault(reference.substring(1), targets);
		}
		if (targets.isEmpty()) {
			throw new InvalidTemplateException(where,
					"must refer to a schema inside the template, such as #/$defs/name or #anchor");
		}
		targets.forEach((target) -> found(target, where));
		return targets;
	}

	private boolean isSchema(JsonNode target) {
		return this.places.containsKey(target) || this.same.containsKey(target)
				|| BoundedDialect.checkSchema(target).isEmpty();
	}

	private static void checkPattern(String pattern, String where) {
		if (LinearPattern.compile(pattern) == null) {
			throw new InvalidTemplateException(where, LinearPattern.EXPECTED);
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
			throw new InvalidTemplateException(Text.TEMPLATE, "must not have a $ref that leads back to itself without "
					+ "going into a property or item, or so many alternatives inside each other");
		}
		this.evaluations.put(schema, count);
		return count;
	}

	private record Found(JsonNode schema, String where) {
	}

}
