package io.parley.sessionmessage.template;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Puts together what a valid schema says of one value: its own keywords, those behind its
 * references and in its {@code allOf}, and of alternatives what they have in common. The
 * work on one template is bounded: past that, a schema says nothing.
 */
final class FieldRules {

	/** Values that a field may have, each with its title or without one. */
	static final String CHOICES = "\0choices";

	/** Whether null is one of several alternatives. */
	static final String OR_NULL = "\0null";

	/** Whether the alternatives have nothing in common that could be asked for. */
	static final String MIXED = "\0mixed";

	private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

	private static final Set<String> APPLICATORS = Set.of("$ref", "$dynamicRef", "allOf", "anyOf", "oneOf", "if",
			"then", "else", "dependentSchemas", "not");

	private static final int WORK = 200_000;

	private static final int DEPTH = 50;

	private final SchemaReferences references;

	/** What was read before: an item of a list is asked for again and again. */
	private final Map<JsonNode, ObjectNode> known = new IdentityHashMap<>();

	private int left = WORK;

	FieldRules(JsonNode root) {
		this.references = new SchemaReferences(root);
	}

	/** What a schema says in all. Not to be changed. */
	ObjectNode of(JsonNode schema) {
		ObjectNode rules = this.known.get(schema);
		if (rules == null) {
			rules = of(schema, 0);
			this.known.put(schema, rules);
		}
		return rules;
	}

	private ObjectNode of(JsonNode schema, int depth) {
		ObjectNode rules = NODES.objectNode();
		if (!schema.isObject()) {
			return rules;
		}
		if (depth > DEPTH || this.left < 0) {
			return rules.put(MIXED, true);
		}
		this.left -= 1 + schema.size() + inside(schema.path("enum")) + inside(schema.path("const"));
		schema.properties().forEach((keyword) -> {
			if (!APPLICATORS.contains(keyword.getKey())) {
				rules.set(keyword.getKey(), keyword.getValue());
			}
		});
		for (String reference : List.of("$ref", "$dynamicRef")) {
			if (schema.has(reference)) {
				add(rules, of(this.references.find(schema.path(reference).asString("")), depth + 1));
			}
		}
		schema.path("allOf").forEach((part) -> add(rules, of(part, depth + 1)));
		for (String keyword : List.of("anyOf", "oneOf")) {
			alternatives(rules, schema.path(keyword), depth);
		}
		for (String keyword : List.of("then", "else")) {
			addOptional(rules, of(schema.path(keyword), depth + 1));
		}
		schema.path("dependentSchemas").forEach((part) -> addOptional(rules, of(part, depth + 1)));
		return (this.left < 0) ? NODES.objectNode().put(MIXED, true) : rules;
	}

	private static int inside(JsonNode values) {
		return JsonTree.count(values) - 1;
	}

	private void alternatives(ObjectNode rules, JsonNode keyword, int depth) {
		List<ObjectNode> others = new ArrayList<>();
		for (JsonNode alternative : keyword) {
			ObjectNode read = of(alternative, depth + 1);
			if (read.path("type").asString("").equals("null")) {
				rules.put(OR_NULL, true);
			}
			else {
				others.add(read);
			}
		}
		if (others.size() == 1) {
			add(rules, others.get(0));
		}
		else if (!others.isEmpty() && others.stream().allMatch(FieldRules::isNamed)) {
			ArrayNode choices = NODES.arrayNode();
			for (ObjectNode other : others) {
				ArrayNode named = choices(other);
				this.left -= named.size();
				if (this.left >= 0) {
					named.forEach(choices::add);
				}
			}
			rules.putIfAbsent(CHOICES, choices);
		}
		else if (!others.isEmpty()) {
			union(rules, others);
		}
	}

	/** Alternatives that are more than values. */
	private void union(ObjectNode rules, List<ObjectNode> others) {
		boolean objects = others.stream()
			.allMatch((other) -> other.has("properties") || rules.has("properties")
					&& (!other.has("type") || other.path("type").asString("").equals("object")));
		ArrayNode types = NODES.arrayNode();
		for (ObjectNode other : others) {
			if (objects) {
				addOptional(rules, other);
			}
			(other.path("type").isArray() ? other.path("type") : NODES.arrayNode().add(other.path("type")))
				.forEach((type) -> types.add(type.isString() ? type : NODES.stringNode("any")));
		}
		if (!objects && !rules.has("type") && !rules.has("enum") && !rules.has("const")) {
			boolean any = types.valueStream().anyMatch((type) -> type.stringValue().equals("any"));
			rules.set("type", any ? NODES.stringNode("any") : types);
			rules.put(MIXED, true);
		}
	}

	/** Whether a schema names the values that it takes. */
	private static boolean isNamed(JsonNode rules) {
		return rules.has("const") || rules.has("enum") || rules.has(CHOICES);
	}

	/** The values that are named, each in an object, with its title where it has one. */
	static ArrayNode choices(JsonNode rules) {
		ArrayNode choices = NODES.arrayNode();
		if (rules.has("const")) {
			ObjectNode choice = choices.addObject();
			choice.set("value", rules.get("const"));
			if (rules.has("title")) {
				choice.set("title", rules.get("title"));
			}
		}
		else if (rules.has("enum")) {
			rules.get("enum").forEach((value) -> choices.addObject().set("value", value));
		}
		else if (rules.has(CHOICES)) {
			return (ArrayNode) rules.get(CHOICES);
		}
		return choices;
	}

	/** Adds what must hold besides. */
	private void add(ObjectNode rules, ObjectNode other) {
		properties(rules, other, true);
		if (rules.has("required") && other.has("required")) {
			ArrayNode required = NODES.arrayNode();
			this.left -= rules.get("required").size() + other.get("required").size();
			rules.get("required").forEach(required::add);
			other.get("required").forEach(required::add);
			rules.set("required", required);
		}
		other.properties().forEach((rule) -> rules.putIfAbsent(rule.getKey(), rule.getValue()));
	}

	/** Adds the fields of what holds in some cases. */
	private void addOptional(ObjectNode rules, ObjectNode other) {
		properties(rules, other, false);
	}

	private void properties(ObjectNode rules, ObjectNode other, boolean both) {
		JsonNode added = other.path("properties");
		if (!added.isObject()) {
			return;
		}
		if (!rules.path("properties").isObject()) {
			rules.set("properties", added);
			return;
		}
		ObjectNode all = NODES.objectNode();
		this.left -= rules.get("properties").size() + added.size();
		rules.get("properties").properties().forEach((one) -> all.set(one.getKey(), one.getValue()));
		for (Map.Entry<String, JsonNode> one : added.properties()) {
			JsonNode known = all.get(one.getKey());
			if (known == null) {
				all.set(one.getKey(), one.getValue());
			}
			else if (known != one.getValue()) {
				ObjectNode merged = NODES.objectNode();
				merged.putArray(both ? "allOf" : "anyOf").add(known).add(one.getValue());
				all.set(one.getKey(), merged);
			}
		}
		rules.set("properties", all);
	}

}
