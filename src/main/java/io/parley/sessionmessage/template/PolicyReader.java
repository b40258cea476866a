package io.parley.sessionmessage.template;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.IntPredicate;
import java.util.function.Predicate;

import io.parley.sessionmessage.template.PolicyRule.Check;
import tools.jackson.databind.JsonNode;

/** Reads templates of the dialect {@code {"policy_input_schema": {field: rules}}}. */
final class PolicyReader {

	private static final String SCHEMA = "policy_input_schema";

	private static final Set<String> RULES = Set.of("type", "pattern", "minLength", "maxLength", "minimum", "maximum",
			"exclusiveMinimum", "exclusiveMaximum", "minItems", "maxItems", "uniqueItems", "items", "enum");

	private static final Set<String> OTHER_DIALECT = Set.of("$schema", "$ref", "type", "properties", "required",
			"allOf", "anyOf", "oneOf", "not", "if", "enum", "const");

	private static final Map<String, Check> TYPES = Map.of("string", type(JsonNode::isString, "a string"), "number",
			type(JsonNode::isNumber, "a number"), "boolean", type(JsonNode::isBoolean, "true or false"), "array",
			type(JsonNode::isArray, "an array"), "object", type(JsonNode::isObject, "an object"), "any",
			type((value) -> true, "anything"));

	private PolicyReader() {
	}

	static PolicyTemplate read(JsonNode template) {
		for (String key : template.propertyNames()) {
			if (OTHER_DIALECT.contains(key)) {
				throw new InvalidTemplateException(Text.at(Text.TEMPLATE, key),
						"must not stand beside " + SCHEMA + "; a template is either a JSON Schema or " + SCHEMA);
			}
		}
		String where = Text.at(Text.TEMPLATE, SCHEMA);
		JsonNode fields = template.get(SCHEMA);
		if (!fields.isObject()) {
			throw new InvalidTemplateException(where, "must be an object that has a rule for each required field");
		}
		Map<String, PolicyRule> rules = new LinkedHashMap<>();
		fields.properties()
			.forEach((field) -> rules.put(field.getKey(), rule(field.getValue(), Text.at(where, field.getKey()))));
		return new PolicyTemplate(rules);
	}

	private static PolicyRule rule(JsonNode rule, String where) {
		if (!rule.isObject()) {
			throw new InvalidTemplateException(where, "must be an object of rules such as {\"type\": \"string\"}");
		}
		List<Check> checks = new ArrayList<>();
		if (rule.has("type")) {
			checks.add(typeOf(rule.get("type"), Text.at(where, "type")));
		}
		rule.properties().forEach((entry) -> {
			String here = Text.at(where, entry.getKey());
			if (!RULES.contains(entry.getKey())) {
				throw new InvalidTemplateException(here, "is not a rule; allowed are type, pattern, minLength, "
						+ "maxLength, minimum, maximum, exclusiveMinimum, exclusiveMaximum, minItems, maxItems, "
						+ "uniqueItems, items and enum");
			}
			Check check = check(entry.getKey(), entry.getValue(), here);
			if (check != null) {
				checks.add(check);
			}
		});
		JsonNode items = rule.get("items");
		return new PolicyRule(checks, (items != null) ? rule(items, Text.at(where, "items")) : null);
	}

	private static Check check(String rule, JsonNode operand, String where) {
		return switch (rule) {
			case "pattern" -> pattern(operand, where);
			case "minLength" -> length(operand, where, (order) -> order >= 0, "at least ");
			case "maxLength" -> length(operand, where, (order) -> order <= 0, "at most ");
			case "minItems" -> items(operand, where, (order) -> order >= 0, "at least ");
			case "maxItems" -> items(operand, where, (order) -> order <= 0, "at most ");
			case "minimum" -> bound(operand, where, (order) -> order >= 0, "at least ");
			case "maximum" -> bound(operand, where, (order) -> order <= 0, "at most ");
			case "exclusiveMinimum" -> bound(operand, where, (order) -> order > 0, "more than ");
			case "exclusiveMaximum" -> bound(operand, where, (order) -> order < 0, "less than ");
			case "uniqueItems" -> uniqueItems(operand, where);
			case "enum" -> oneOf(operand, where);
			default -> null;
		};
	}

	private static Check typeOf(JsonNode operand, String where) {
		Check check = operand.isString() ? TYPES.get(operand.stringValue()) : null;
		if (check == null) {
			throw new InvalidTemplateException(where, "must be one of string, number, boolean, array, object and any");
		}
		return check;
	}

	private static Check type(Predicate<JsonNode> accepts, String name) {
		return new Check(accepts, "must be " + name);
	}

	private static Check pattern(JsonNode operand, String where) {
		LinearPattern pattern = operand.isString() ? LinearPattern.compile(operand.stringValue()) : null;
		if (pattern == null) {
			throw new InvalidTemplateException(where, LinearPattern.EXPECTED);
		}
		return new Check((value) -> !value.isString() || pattern.findAtStart(value.stringValue()),
				"must match the pattern " + Text.of(operand) + " from its start");
	}

	private static Check length(JsonNode operand, String where, IntPredicate accepts, String bound) {
		BigDecimal limit = count(operand, where);
		Function<JsonNode, Integer> length = (value) -> value.stringValue()
			.codePointCount(0, value.stringValue().length());
		return new Check((value) -> !value.isString() || accepts.test(compare(length.apply(value), limit)),
				"must have " + bound + Text.counted(operand, "character"));
	}

	private static Check items(JsonNode operand, String where, IntPredicate accepts, String bound) {
		BigDecimal limit = count(operand, where);
		return new Check((value) -> !value.isArray() || accepts.test(compare(value.size(), limit)),
				"must have " + bound + Text.counted(operand, "item"));
	}

	private static int compare(int count, BigDecimal limit) {
		return BigDecimal.valueOf(count).compareTo(limit);
	}

	private static BigDecimal count(JsonNode operand, String where) {
		BigDecimal count = operand.isNumber() ? operand.decimalValue().stripTrailingZeros() : null;
		if (count == null || count.signum() < 0 || count.scale() > 0) {
			throw new InvalidTemplateException(where, "must be a whole number from 0");
		}
		return count;
	}

	private static Check bound(JsonNode operand, String where, IntPredicate accepts, String bound) {
		if (!operand.isNumber()) {
			throw new InvalidTemplateException(where, "must be a number");
		}
		BigDecimal limit = operand.decimalValue();
		return new Check((value) -> !value.isNumber() || accepts.test(value.decimalValue().compareTo(limit)),
				"must be " + bound + Text.of(operand));
	}

	private static Check uniqueItems(JsonNode operand, String where) {
		if (!operand.isBoolean()) {
			throw new InvalidTemplateException(where, "must be true or false");
		}
		return operand.booleanValue() ? new Check((value) -> !value.isArray() || JsonTree.isUnique(value),
				"must not have the same item twice") : null;
	}

	private static Check oneOf(JsonNode operand, String where) {
		if (!operand.isArray() || operand.isEmpty()) {
			throw new InvalidTemplateException(where, "must be an array of the values that are accepted");
		}
		Set<String> accepted = new HashSet<>();
		operand.forEach((value) -> accepted.add(JsonTree.canonical(value)));
		return new Check((value) -> accepted.contains(JsonTree.canonical(value)),
				"must be one of " + Text.list(operand));
	}

}
