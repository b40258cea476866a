package io.parley.sessionmessage.template;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

import com.networknt.schema.Schema;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads templates of the dialect {@code {"policy_input_schema": {field: rules}}}. The
 * rules are those of JSON Schema but for the type {@code any}, and a pattern that must
 * match from the start of a text; so the rules of each field become a JSON Schema.
 */
final class PolicyReader {

	static final String SCHEMA = "policy_input_schema";

	private static final String WHERE = TemplateText.at(TemplateText.TEMPLATE, SCHEMA);

	private static final Set<String> OTHER_DIALECT = Set.of("$schema", "$ref", "type", "properties", "required",
			"allOf", "anyOf", "oneOf", "not", "if", "enum", "const");

	private static final Set<String> TYPES = Set.of("string", "number", "boolean", "array", "object", "any");

	private final PatternBudget patterns;

	PolicyReader(PatternBudget patterns) {
		this.patterns = patterns;
	}

	PolicyTemplate read(ObjectNode template) {
		for (String key : template.propertyNames()) {
			if (OTHER_DIALECT.contains(key)) {
				throw new InvalidTemplateException(TemplateText.at(TemplateText.TEMPLATE, key),
						"must not stand beside " + SCHEMA + "; a template is either a JSON Schema or " + SCHEMA);
			}
		}
		JsonNode fields = template.get(SCHEMA);
		if (!fields.isObject()) {
			throw new InvalidTemplateException(WHERE, "must be an object that has a rule for each required field");
		}
		Map<String, Schema> schemas = new LinkedHashMap<>();
		fields.properties()
			.forEach((field) -> schemas.put(field.getKey(),
					BoundedDialect.compilePolicy(schema(field.getValue(), TemplateText.at(WHERE, field.getKey())))));
		return new PolicyTemplate(schemas);
	}

	/** The rules as a JSON Schema, in which {@code items} come last. */
	private ObjectNode schema(JsonNode rules, String where) {
		if (!rules.isObject()) {
			throw new InvalidTemplateException(where, "must be an object of rules such as {\"type\": \"string\"}");
		}
		ObjectNode schema = JsonNodeFactory.instance.objectNode();
		rules.properties().forEach((rule) -> {
			check(rule.getKey(), rule.getValue(), TemplateText.at(where, rule.getKey()));
			schema.set(rule.getKey(), rule.getValue());
		});
		if (schema.path("type").asString("").equals("any")) {
			schema.remove("type");
		}
		JsonNode items = schema.remove("items");
		if (items != null) {
			schema.set("items", schema(items, TemplateText.at(where, "items")));
		}
		return schema;
	}

	private void check(String rule, JsonNode operand, String where) {
		String expected = switch (rule) {
			case "type" -> operand.isString() && TYPES.contains(operand.stringValue()) ? null
					: "must be one of string, number, boolean, array, object and any";
			case "minLength", "maxLength", "minItems", "maxItems" ->
				isCount(operand) ? null : "must be a whole number from 0";
			case "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum" ->
				operand.isNumber() ? null : "must be a number";
			case "uniqueItems" -> operand.isBoolean() ? null : "must be true or false";
			case "enum" ->
				operand.isArray() && !operand.isEmpty() ? null : "must be an array of the values that are accepted";
			case "pattern" -> {
				this.patterns.take(operand.isString() ? operand.stringValue() : "(", where);
				yield null;
			}
			case "items" -> null;
			default -> "is not a rule; allowed are type, pattern, minLength, maxLength, minimum, maximum, "
					+ "exclusiveMinimum, exclusiveMaximum, minItems, maxItems, uniqueItems, items and enum";
		};
		if (expected != null) {
			throw new InvalidTemplateException(where, expected);
		}
	}

	private static boolean isCount(JsonNode operand) {
		BigDecimal count = operand.isNumber() ? operand.decimalValue().stripTrailingZeros() : BigDecimal.valueOf(-1);
		return count.signum() >= 0 && count.scale() <= 0;
	}

}
