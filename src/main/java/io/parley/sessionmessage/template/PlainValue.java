package io.parley.sessionmessage.template;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Reads the value of a field as people write it: yes or no, a number, or one of the
 * values that the template names.
 */
final class PlainValue {

	private static final int LONGEST_VALUE = 1000;

	private static final int MOST_SHOWN = 20;

	private static final Pattern BETWEEN = Pattern.compile("[\\s_-]+");

	private static final String AROUND = " .!\"'“”‘’*";

	private PlainValue() {
	}

	/** Whether a field takes any text as it is. */
	static boolean isText(AskedField field) {
		return values(field).isEmpty() && (field.types().isEmpty() || field.types().contains("string"));
	}

	/** The value that a text stands for in a field, where it can be only one. */
	static Optional<Object> read(AskedField field, String text) {
		List<JsonNode> values = values(field);
		if (!values.isEmpty()) {
			return value(values, text);
		}
		if (isText(field)) {
			return Optional.empty();
		}
		List<Object> read = new ArrayList<>();
		if (field.types().contains("boolean")) {
			YesOrNo.read(text).ifPresent(read::add);
		}
		if (field.types().contains("number") || field.types().contains("integer")) {
			PlainNumber.read(text).map(PlainNumber::stored).ifPresent(read::add);
		}
		return only(read);
	}

	/** The values that the template names and a text can stand for. */
	private static List<JsonNode> values(AskedField field) {
		return (field.kind() != FieldKind.CHOICE) ? List.of()
				: field.choices().stream().map(FieldChoice::node).filter((value) -> !value.isNull()).toList();
	}

	/** One of the values: as it is written, else without case, else by its meaning. */
	private static Optional<Object> value(List<JsonNode> values, String text) {
		if (text.length() > LONGEST_VALUE) {
			return Optional.empty();
		}
		String given = text.strip();
		String plain = plain(given);
		return matching(values, (value) -> value.isString() && value.stringValue().equals(given))
			.or(() -> matching(values,
					(value) -> value.isString() && value.stringValue().length() <= LONGEST_VALUE
							&& plain(value.stringValue()).equals(plain)))
			.or(() -> PlainNumber.read(given).flatMap((number) -> matching(values, (value) -> is(value, number))))
			.or(() -> YesOrNo.read(given).flatMap((yes) -> matching(values, (value) -> means(value, yes))));
	}

	private static boolean is(JsonNode value, BigDecimal number) {
		return value.isNumber() && value.decimalValue().compareTo(number) == 0;
	}

	private static boolean means(JsonNode value, boolean yes) {
		if (value.isBoolean()) {
			return value.booleanValue() == yes;
		}
		return value.isString() && YesOrNo.read(value.stringValue()).filter((one) -> one == yes).isPresent();
	}

	private static Optional<Object> matching(List<JsonNode> values, Predicate<JsonNode> test) {
		return only(values.stream().filter(test).map(PlainValue::stored).filter(Objects::nonNull).toList());
	}

	private static Optional<Object> only(List<Object> found) {
		List<Object> distinct = found.stream().distinct().toList();
		return (distinct.size() == 1) ? Optional.of(distinct.get(0)) : Optional.empty();
	}

	private static @Nullable Object stored(JsonNode value) {
		if (value.isString()) {
			return value.stringValue();
		}
		if (value.isNumber()) {
			return PlainNumber.stored(value.decimalValue());
		}
		return value.isBoolean() ? value.booleanValue() : null;
	}

	/** Without case, the marks around it, and what stands between its words. */
	private static String plain(String text) {
		String words = BETWEEN.matcher(text.toLowerCase(Locale.ROOT)).replaceAll(" ");
		int start = 0;
		int end = words.length();
		while (start < end && AROUND.indexOf(words.charAt(start)) >= 0) {
			start++;
		}
		while (end > start && AROUND.indexOf(words.charAt(end - 1)) >= 0) {
			end--;
		}
		return words.substring(start, end);
	}

	/** How to answer, as the end of a sentence; null where anything will do. */
	static @Nullable String hint(AskedField field) {
		List<JsonNode> values = values(field);
		if (!values.isEmpty()) {
			return (values.size() > MOST_SHOWN) ? null : "with one of: " + values.stream()
				.map((value) -> value.isString() ? TemplateText.field(value.stringValue()) : TemplateText.of(value))
				.collect(Collectors.joining(", "));
		}
		Set<String> types = field.types();
		if (types.equals(Set.of("boolean"))) {
			return "yes or no";
		}
		if (types.equals(Set.of("integer"))) {
			return "with a whole number";
		}
		return types.equals(Set.of("number")) ? "with a number" : null;
	}

}
