package io.parley.reply;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import io.parley.sessionmessage.template.AskedField;
import io.parley.sessionmessage.template.FieldBounds;
import io.parley.web.Excerpt;
import org.jspecify.annotations.Nullable;

/** What a human is told about what a field takes. */
final class FieldWords {

	private static final int PATTERN = 200;

	private FieldWords() {
	}

	/** The rules of a field, in a sentence or two; empty where there are none. */
	static String rules(AskedField field) {
		FieldBounds bounds = field.bounds();
		List<String> sentences = new ArrayList<>();
		switch (field.kind()) {
			case TEXT, LONG_TEXT -> sentences.add(format(bounds));
			case NUMBER -> sentences.add("A number" + numbers(bounds) + ".");
			case INTEGER -> sentences.add("A whole number" + numbers(bounds) + ".");
			case DATE -> sentences.add("A day.");
			case TIME -> sentences.add("A time of day, in UTC.");
			case DATE_TIME -> sentences.add("A day and a time.");
			case EMAIL -> sentences.add("An e-mail address.");
			case URI -> sentences.add("A whole address, such as https://example.org/page.");
			case CHOICES -> sentences.add("Choose" + items(bounds, " of them") + ".");
			case LIST -> sentences.add("A list" + items(bounds, (bounds.uniqueItems() ? ", none twice" : "")) + ".");
			case ANY -> sentences.add(any(field));
			case JSON -> sentences.add("Written as JSON: " + types(field.types()) + ".");
			default -> {
			}
		}
		sentences.add(lengths(bounds));
		if (bounds.pattern() != null && field.kind().isText()) {
			sentences.add("It must match the pattern " + excerpt(bounds.pattern())
					+ (bounds.patternFromStart() ? " from its start." : "."));
		}
		return sentences.stream().filter((sentence) -> !sentence.isEmpty()).collect(Collectors.joining(" "));
	}

	private static String any(AskedField field) {
		if (field.types().isEmpty()) {
			return "Anything: text, or a value as JSON, such as 12, true, [1, 2] or \"12\" in quotes for a text.";
		}
		return "May be " + types(field.types()) + (field.types().contains("string")
				? "; put a text in quotes where it would be another of these." : ".");
	}

	/** Types of JSON Schema in words, as the end of a sentence. */
	static String types(Set<String> types) {
		return types.isEmpty() ? "any value"
				: types.stream().sorted().map(FieldWords::type).collect(Collectors.joining(" or "));
	}

	private static String type(String type) {
		return switch (type) {
			case "string" -> "a text";
			case "number" -> "a number";
			case "integer" -> "a whole number";
			case "boolean" -> "true or false";
			case "array" -> "a list such as [1, 2]";
			default -> "an object such as {\"name\": \"Ada\"}";
		};
	}

	private static String format(FieldBounds bounds) {
		return (bounds.format() == null) ? "" : switch (bounds.format()) {
			case "uuid" -> "A UUID, such as 123e4567-e89b-12d3-a456-426614174000.";
			case "hostname" -> "The name of a host, such as example.org.";
			case "ipv4" -> "An IPv4 address, such as 192.0.2.1.";
			case "ipv6" -> "An IPv6 address, such as 2001:db8::1.";
			case "duration" -> "A length of time as ISO 8601 has it, such as P1DT2H.";
			case "uri-reference" -> "An address, such as https://example.org/page or /page.";
			default -> "Its format is " + excerpt(bounds.format()) + ".";
		};
	}

	private static String numbers(FieldBounds bounds) {
		List<String> parts = new ArrayList<>();
		add(parts, "at least ", bounds.minimum());
		add(parts, "more than ", bounds.above());
		add(parts, "at most ", bounds.maximum());
		add(parts, "less than ", bounds.below());
		add(parts, "a multiple of ", bounds.multipleOf());
		return parts.isEmpty() ? "" : ", " + String.join(", ", parts);
	}

	private static void add(List<String> parts, String words, @Nullable BigDecimal number) {
		if (number != null) {
			parts.add(words + excerpt(number.toString()));
		}
	}

	private static String lengths(FieldBounds bounds) {
		String between = between(bounds.minLength(), bounds.maxLength(), "character");
		return between.isEmpty() ? "" : Character.toUpperCase(between.charAt(0)) + between.substring(1) + ".";
	}

	private static String items(FieldBounds bounds, String end) {
		String between = between(bounds.minItems(), bounds.maxItems(), "item");
		return (between.isEmpty() ? (end.startsWith(" ") ? " any" : "") : (end.startsWith(" ") ? " " : " of ")
				+ (end.startsWith(" ") ? between.replaceAll(" items?$", "") : between)) + end;
	}

	private static String between(@Nullable Integer least, @Nullable Integer most, String one) {
		if (least == null || least <= 0) {
			return (most != null) ? "at most " + counted(most, one) : "";
		}
		if (most == null) {
			return "at least " + counted(least, one);
		}
		return least.equals(most) ? "exactly " + counted(least, one) : least + " to " + counted(most, one);
	}

	private static String counted(int number, String one) {
		return number + " " + ((number == 1) ? one : one + "s");
	}

	private static String excerpt(String text) {
		return Excerpt.of(text, PATTERN);
	}

}
