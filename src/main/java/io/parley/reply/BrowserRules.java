package io.parley.reply;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.LinkedHashMap;
import java.util.Map;

import io.parley.sessionmessage.template.AskedField;
import io.parley.sessionmessage.template.FieldBounds;
import io.parley.sessionmessage.template.FieldKind;
import org.jspecify.annotations.Nullable;

/**
 * What a browser can check of what is typed, and never more than the service does: where
 * HTML counts or compares otherwise, it checks less.
 */
final class BrowserRules {

	/** Digits that browsers compare exactly. */
	private static final int EXACT_DIGITS = 15;

	private static final int STEP_DIGITS = 6;

	private static final int LONGEST = 1_000_000;

	private BrowserRules() {
	}

	/**
	 * The attributes of a control, by name.
	 * @param value what stands in it
	 * @param must whether it must be filled in
	 * @param area whether it has several lines
	 */
	static Map<String, String> of(AskedField field, String value, boolean must, boolean area) {
		Map<String, String> attributes = new LinkedHashMap<>();
		boolean blank = Integer.valueOf(0).equals(field.bounds().maxLength());
		if (must && !blank) {
			attributes.put("required", "required");
		}
		switch (field.kind()) {
			case NUMBER, INTEGER -> number(attributes, field, value);
			case DATE -> attributes.put("type", "date");
			case TIME -> time(attributes, "time");
			case DATE_TIME -> time(attributes, "datetime-local");
			case EMAIL -> text(attributes, field, "email", area);
			case URI -> text(attributes, field, "url", area);
			default -> text(attributes, field, "text", area);
		}
		return attributes;
	}

	private static void time(Map<String, String> attributes, String type) {
		attributes.put("type", type);
		attributes.put("step", "any");
	}

	private static void text(Map<String, String> attributes, AskedField field, String type, boolean area) {
		FieldBounds bounds = field.bounds();
		if (!area) {
			attributes.put("type", type);
		}
		// A browser counts a character beyond the first plane as two.
		if (bounds.minLength() != null && bounds.minLength() <= LONGEST) {
			attributes.put("minlength", bounds.minLength().toString());
		}
		if (bounds.maxLength() != null && bounds.maxLength() <= LONGEST && bounds.maxLength() > 0) {
			attributes.put("maxlength", String.valueOf(2 * bounds.maxLength()));
		}
		if (!area && bounds.pattern() != null) {
			BrowserPattern.of(bounds.pattern(), bounds.patternFromStart()).ifPresent((pattern) -> {
				attributes.put("pattern", pattern);
				attributes.put("title", FieldWords.rules(field));
			});
		}
	}

	private static void number(Map<String, String> attributes, AskedField field, String value) {
		boolean whole = field.kind() == FieldKind.INTEGER;
		FieldBounds bounds = field.bounds();
		BigDecimal least = (bounds.minimum() != null) ? bounds.minimum() : bounds.above();
		BigDecimal most = (bounds.maximum() != null) ? bounds.maximum() : bounds.below();
		attributes.put("type", "number");
		bound(attributes, "min", whole ? rounded(least, RoundingMode.CEILING) : least);
		bound(attributes, "max", whole ? rounded(most, RoundingMode.FLOOR) : most);
		attributes.put("step", step(bounds.multipleOf(), whole, attributes.getOrDefault("min", value)));
	}

	private static @Nullable BigDecimal rounded(@Nullable BigDecimal number, RoundingMode mode) {
		return (number != null && isExact(number)) ? number.setScale(0, mode) : number;
	}

	/**
	 * Browsers count steps from the least number or, without one, from what stands in the
	 * control at first.
	 */
	private static String step(@Nullable BigDecimal multipleOf, boolean whole, String from) {
		BigDecimal step = (multipleOf != null && isExact(multipleOf)) ? multipleOf : whole ? BigDecimal.ONE : null;
		if (step == null || step.scale() > STEP_DIGITS || !from.isEmpty() && !isMultiple(from, step)) {
			return "any";
		}
		return step.toPlainString();
	}

	private static boolean isMultiple(String from, BigDecimal step) {
		return from.matches("-?\\d{1,15}(?:\\.\\d{1,15})?") && new BigDecimal(from).remainder(step).signum() == 0;
	}

	/** Bounds that a browser compares exactly. */
	private static void bound(Map<String, String> attributes, String name, @Nullable BigDecimal bound) {
		if (bound != null && isExact(bound)) {
			attributes.put(name, bound.toPlainString());
		}
	}

	private static boolean isExact(BigDecimal number) {
		return number.precision() <= EXACT_DIGITS && Math.abs(number.scale()) <= EXACT_DIGITS;
	}

}
