package io.parley.sessionmessage.template;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

import tools.jackson.databind.JsonNode;

/**
 * The types of JSON Schema that rules give a value, or that are meant by rules without a
 * type; and the kind of value that follows from them alone.
 *
 * @param rules what a schema says in all
 * @param whole whether the value is a whole reply, which is an object
 */
record FieldTypes(JsonNode rules, boolean whole) {

	private static final Set<String> SCALARS = Set.of("string", "number", "integer", "boolean");

	private static final List<String> OF_TEXTS = List.of("minLength", "maxLength", "pattern", "format");

	private static final List<String> OF_NUMBERS = List.of("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum",
			"multipleOf");

	/** A text that may be longer than this has more than one line. */
	private static final int ONE_LINE = 200;

	/** The types without null; empty where it may have any. */
	Set<String> all() {
		Set<String> types = new HashSet<>();
		JsonNode type = this.rules.path("type");
		if (type.isArray()) {
			type.forEach((one) -> types.add(one.asString("")));
		}
		else {
			types.add(type.asString(meant()));
		}
		types.removeAll(Set.of("", "any", "null"));
		return types;
	}

	private String meant() {
		if (this.whole || this.rules.has("properties")) {
			return "object";
		}
		if (this.rules.has("items") || this.rules.has("prefixItems")) {
			return "array";
		}
		if (OF_TEXTS.stream().anyMatch(this.rules::has)) {
			return "string";
		}
		return OF_NUMBERS.stream().anyMatch(this.rules::has) ? "number" : "";
	}

	/** Whether it may be null. */
	boolean isNullable() {
		JsonNode type = this.rules.path("type");
		return this.rules.has(FieldRules.OR_NULL)
				|| type.isArray() && type.valueStream().anyMatch((one) -> one.asString("").equals("null"));
	}

	/** The kind; every object is an {@code OBJECT} and every array a {@code LIST}. */
	FieldKind kind(FieldBounds bounds) {
		Set<String> types = all();
		boolean numbers = Set.of("number", "integer").containsAll(types);
		if (types.size() == 1 || numbers && types.size() == 2) {
			String type = numbers && types.contains("number") ? "number" : types.iterator().next();
			return switch (type) {
				case "string" -> text(bounds);
				case "number" -> FieldKind.NUMBER;
				case "integer" -> FieldKind.INTEGER;
				case "boolean" -> FieldKind.YES_NO;
				case "array" -> FieldKind.LIST;
				default -> FieldKind.OBJECT;
			};
		}
		return (types.isEmpty() || SCALARS.stream().anyMatch(types::contains)) ? FieldKind.ANY : FieldKind.JSON;
	}

	private static FieldKind text(FieldBounds bounds) {
		if (bounds.format() == null) {
			boolean open = bounds.maxLength() == null || bounds.maxLength() > ONE_LINE;
			return (open && bounds.pattern() == null) ? FieldKind.LONG_TEXT : FieldKind.TEXT;
		}
		return switch (bounds.format()) {
			case "date" -> FieldKind.DATE;
			case "time" -> FieldKind.TIME;
			case "date-time" -> FieldKind.DATE_TIME;
			case "email" -> FieldKind.EMAIL;
			case "uri" -> FieldKind.URI;
			default -> FieldKind.TEXT;
		};
	}

}
