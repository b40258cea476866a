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

import tools.jackson.databind.JsonNode;

/**
 * A field that a template asks for, as far as plain text can be read into it.
 *
 * @param name its name
 * @param required whether the template says that it must be there
 * @param types of JSON Schema; empty where it may be of any
 * @param values the only values that it may have; empty where the template names none
 */
record RequestedField(String name, boolean required, Set<String> types, List<JsonNode> values) {

	private static final int LONGEST_VALUE = 1000;

	private static final int MOST_SHOWN = 20;

	private static final Pattern BETWEEN = Pattern.compile("[\\s_-]+");

	private static final String AROUND = " .!\"'“”‘’*";

	static RequestedField of(AskedField field) {
		List<JsonNode> values = (field.kind() != FieldKind.CHOICE) ? List.of()
				: field.choices().stream().map(FieldChoice::node).filter((value) -> !value.isNull()).toList();
		return new RequestedField(field.name(), field.isRequired(), field.types(), values);
	}

	/** Whether it takes any text as it is. */
	boolean isText() {
		return this.values.isEmpty() && (this.types.isEmpty() || this.types.contains("string"));
	}

	/** The value that a text stands for, where it can be only one. */
	Optional<Object> read(String text) {
		if (!this.values.isEmpty()) {
			return value(text);
		}
		if (isText()) {
			return Optional.empty();
		}
		List<Object> read = new ArrayList<>();
		if (this.types.contains("boolean")) {
			YesOrNo.read(text).ifPresent(read::add);
		}
		if (this.types.contains("number") || this.types.contains("integer")) {
			PlainNumber.read(text).map(PlainNumber::stored).ifPresent(read::add);
		}
		return only(read);
	}

	/** One of the values: as it is written, else without case, else by its meaning. */
	private Optional<Object> value(String text) {
		if (text.length() > LONGEST_VALUE) {
			return Optional.empty();
		}
		String given = text.strip();
		String plain = plain(given);
		return matching((value) -> value.isString() && value.stringValue().equals(given))
			.or(() -> matching((value) -> value.isString() && value.stringValue().length() <= LONGEST_VALUE
					&& plain(value.stringValue()).equals(plain)))
			.or(() -> PlainNumber.read(given).flatMap(this::number))
			.or(() -> YesOrNo.read(given).flatMap((yes) -> matching((value) -> means(value, yes))));
	}

	private Optional<Object> number(BigDecimal number) {
		return matching((value) -> value.isNumber() && value.decimalValue().compareTo(number) == 0);
	}

	private static boolean means(JsonNode value, boolean yes) {
		if (value.isBoolean()) {
			return value.booleanValue() == yes;
		}
		return value.isString() && YesOrNo.read(value.stringValue()).filter((one) -> one == yes).isPresent();
	}

	private Optional<Object> matching(Predicate<JsonNode> test) {
		return only(this.values.stream().filter(test).map(RequestedField::stored).filter(Objects::nonNull).toList());
	}

	private static Optional<Object> only(List<Object> found) {
		List<Object> distinct = found.stream().distinct().toList();
		return (distinct.size() == 1) ? Optional.of(distinct.get(0)) : Optional.empty();
	}

	private static Object stored(JsonNode value) {
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
	String hint() {
		if (!this.values.isEmpty()) {
			return (this.values.size() > MOST_SHOWN) ? null : "with one of: " + this.values.stream()
				.map((value) -> value.isString() ? TemplateText.field(value.stringValue()) : TemplateText.of(value))
				.collect(Collectors.joining(", "));
		}
		if (this.types.equals(Set.of("boolean"))) {
			return "yes or no";
		}
		if (this.types.equals(Set.of("integer"))) {
			return "with a whole number";
		}
		return this.types.equals(Set.of("number")) ? "with a number" : null;
	}

}
