package io.parley.sessionmessage.template;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.networknt.schema.Error;
import com.networknt.schema.path.NodePath;
import tools.jackson.databind.JsonNode;

/**
 * Says in a predicate what a JSON Schema found wrong, in words of its own: the library's
 * can hold whole values.
 */
final class SchemaErrors {

	private static final int SENTENCE = 200;

	private SchemaErrors() {
	}

	/**
	 * The predicates by field; the first of a field counts, unless it is one of several
	 * alternatives.
	 */
	static Map<String, String> sentences(List<Error> errors, String prefix) {
		Map<String, String> sentences = new LinkedHashMap<>();
		for (Error error : errors) {
			String sentence = sentence(error);
			String field = field(error, prefix);
			sentences.merge(field.isEmpty() ? TemplateText.REPLY : field, sentence,
					(first, next) -> isAlternative(error) && !first.contains(next) && first.length() < SENTENCE
							? first + " or " + next : first);
		}
		return sentences;
	}

	private static boolean isAlternative(Error error) {
		String path = String.valueOf(error.getEvaluationPath());
		return path.contains("/anyOf/") || path.contains("/oneOf/");
	}

	/** The path of what is wrong, below that of the whole. */
	static String field(Error error, String prefix) {
		NodePath location = error.getInstanceLocation();
		String field = prefix;
		for (int i = 0; i < location.getNameCount(); i++) {
			field = TemplateText.at(field, location.getElement(i));
		}
		Object part = part(error);
		if (part != null) {
			field = TemplateText.at(field, part);
		}
		return TemplateText.field(field);
	}

	/**
	 * The member or item that is missing or too many, where the error is told of what it
	 * is in.
	 */
	private static Object part(Error error) {
		if (error.getKeyword().equals("dependentRequired") || error.getKeyword().equals("unevaluatedItems")) {
			return error.getArguments()[0];
		}
		return (error.getProperty() != null) ? error.getProperty() : error.getIndex();
	}

	/** What is wrong, as a predicate. */
	static String sentence(Error error) {
		JsonNode rule = error.getSchemaNode();
		return switch (error.getKeyword()) {
			case "type" -> "must be " + types(rule);
			case "required", "dependentRequired" -> "is required";
			case "additionalProperties", "unevaluatedProperties", "unevaluatedItems", "items", "false" ->
				"is not allowed";
			case "const" -> "must be " + TemplateText.of(rule);
			case "enum" -> "must be one of " + TemplateText.list(rule);
			case "minimum" -> "must be at least " + TemplateText.of(rule);
			case "maximum" -> "must be at most " + TemplateText.of(rule);
			case "exclusiveMinimum" -> "must be more than " + TemplateText.of(rule);
			case "exclusiveMaximum" -> "must be less than " + TemplateText.of(rule);
			case "multipleOf" -> "must be a multiple of " + TemplateText.of(rule);
			case "minLength" -> "must have at least " + TemplateText.counted(rule, "character");
			case "maxLength" -> "must have at most " + TemplateText.counted(rule, "character");
			case "minItems" -> "must have at least " + TemplateText.counted(rule, "item");
			case "maxItems" -> "must have at most " + TemplateText.counted(rule, "item");
			case "minProperties" -> "must have at least " + TemplateText.counted(rule, "member");
			case "maxProperties" -> "must have at most " + TemplateText.counted(rule, "member");
			case "uniqueItems" -> "must not have the same item twice";
			case "pattern" -> "must match the pattern " + TemplateText.of(rule);
			case "format" -> "must be a valid " + rule.asString();
			case "contains", "minContains", "maxContains" ->
				"must contain as many items of a kind as the template says";
			case "propertyNames" -> "must be a name that the template allows";
			case "not" -> "must not be what the template excludes";
			case "oneOf" -> "must match exactly one of the alternatives in the template";
			default -> "must match the template";
		};
	}

	private static String types(JsonNode rule) {
		if (!rule.isArray()) {
			return type(rule.asString());
		}
		return String.join(" or ", rule.valueStream().map((name) -> type(name.asString())).toList());
	}

	private static String type(String name) {
		return switch (name) {
			case "integer" -> "a whole number";
			case "array", "object" -> "an " + name;
			case "boolean" -> "true or false";
			case "null" -> "null";
			default -> "a " + name;
		};
	}

}
