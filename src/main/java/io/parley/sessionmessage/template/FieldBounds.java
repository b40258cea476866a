package io.parley.sessionmessage.template;

import java.math.BigDecimal;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The bounds of a field's value. What the template does not bound is null.
 *
 * @param minimum the least number
 * @param above the number that it must be more than
 * @param maximum the largest number
 * @param below the number that it must be less than
 * @param multipleOf what a number must be a multiple of
 * @param minLength the fewest characters, by code points
 * @param maxLength the most characters, by code points
 * @param pattern a regular expression of RE2, which must match somewhere in a text
 * @param patternFromStart whether it must match from the start of the text
 * @param minItems the fewest items of a list
 * @param maxItems the most items of a list
 * @param uniqueItems whether no two items of a list may be equal
 * @param format the format of JSON Schema that a text must have
 */
public record FieldBounds(@Nullable BigDecimal minimum, @Nullable BigDecimal above, @Nullable BigDecimal maximum,
		@Nullable BigDecimal below, @Nullable BigDecimal multipleOf, @Nullable Integer minLength,
		@Nullable Integer maxLength, @Nullable String pattern, boolean patternFromStart, @Nullable Integer minItems,
		@Nullable Integer maxItems, boolean uniqueItems, @Nullable String format) {

	private static final BigDecimal MOST = BigDecimal.valueOf(Integer.MAX_VALUE);

	static FieldBounds of(JsonNode rules, boolean policy) {
		return new FieldBounds(number(rules, "minimum"), number(rules, "exclusiveMinimum"), number(rules, "maximum"),
				number(rules, "exclusiveMaximum"), number(rules, "multipleOf"), count(rules, "minLength"),
				count(rules, "maxLength"), text(rules, "pattern"), policy, count(rules, "minItems"),
				count(rules, "maxItems"), rules.path("uniqueItems").asBoolean(false), text(rules, "format"));
	}

	private static @Nullable BigDecimal number(JsonNode rules, String rule) {
		return rules.path(rule).isNumber() ? rules.path(rule).decimalValue() : null;
	}

	private static @Nullable Integer count(JsonNode rules, String rule) {
		BigDecimal number = number(rules, rule);
		return (number != null) ? number.min(MOST).intValue() : null;
	}

	private static @Nullable String text(JsonNode rules, String rule) {
		return rules.path(rule).isString() ? rules.path(rule).stringValue() : null;
	}

}
