package io.parley.sessionmessage.filter;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.bson.Document;
import org.bson.types.Decimal128;
import org.jspecify.annotations.Nullable;

/** What each operator takes, so that no server has to refuse it. */
final class Operands {

	private static final Map<String, Integer> TYPES = Map.ofEntries(Map.entry("double", 1), Map.entry("string", 2),
			Map.entry("object", 3), Map.entry("array", 4), Map.entry("binData", 5), Map.entry("objectId", 7),
			Map.entry("bool", 8), Map.entry("date", 9), Map.entry("null", 10), Map.entry("regex", 11),
			Map.entry("int", 16), Map.entry("timestamp", 17), Map.entry("long", 18), Map.entry("decimal", 19),
			Map.entry("minKey", -1), Map.entry("maxKey", 127));

	private static final String TIME = "an ISO-8601 time such as \"2026-01-31T09:30:00.000Z\", or null";

	private static final int LAST_YEAR = 9999;

	/** In UTC where no offset is given, and at midnight where no time is. */
	private static final DateTimeFormatter TIMES = new DateTimeFormatterBuilder().parseCaseInsensitive()
		.append(DateTimeFormatter.ISO_LOCAL_DATE)
		.optionalStart()
		.appendLiteral('T')
		.append(DateTimeFormatter.ISO_LOCAL_TIME)
		.appendPattern("[xxx][xx][X]")
		.optionalEnd()
		.parseDefaulting(ChronoField.HOUR_OF_DAY, 0)
		.parseDefaulting(ChronoField.OFFSET_SECONDS, 0)
		.toFormatter(Locale.ROOT)
		.withResolverStyle(ResolverStyle.STRICT);

	private Operands() {
	}

	static Object comparable(Object operand, FilterPath where) {
		if (operand instanceof List || operand instanceof Document) {
			throw where.mustBe("a number, a string, a boolean or null", operand);
		}
		return operand;
	}

	static int size(Object operand, FilterPath where) {
		Integer size = whole(operand);
		if (size == null || size < 0) {
			throw where.mustBe("a whole number from 0 to " + Integer.MAX_VALUE, operand);
		}
		return size;
	}

	static List<Integer> modulus(Object operand, FilterPath where) {
		if (operand instanceof List<?> pair && pair.size() == 2) {
			Integer divisor = whole(pair.get(0));
			Integer remainder = whole(pair.get(1));
			if (divisor != null && divisor != 0 && remainder != null) {
				return List.of(divisor, remainder);
			}
		}
		throw where.mustBe("an array of two 32-bit whole numbers, a divisor other than 0 and a remainder", operand);
	}

	static Object types(Object operand, FilterPath where) {
		if (operand instanceof List<?> list && !list.isEmpty() && list.size() <= 2 * TYPES.size()) {
			return list.stream().map((type) -> type(type, where)).toList();
		}
		return type(operand, where);
	}

	private static Object type(Object operand, FilterPath where) {
		if (operand instanceof String name && (TYPES.containsKey(name) || name.equals("number"))) {
			return name;
		}
		Integer number = whole(operand);
		if (number != null && TYPES.containsValue(number)) {
			return number;
		}
		throw where
			.refusal("must be the name of a BSON type such as string, number, bool, object, array, date or null, "
					+ "its number, or an array of those");
	}

	/** A time to the millisecond. */
	static @Nullable Object time(@Nullable Object value, FilterPath where) {
		if (value == null) {
			return null;
		}
		String text = where.require(String.class, value, TIME);
		try {
			OffsetDateTime time = OffsetDateTime.parse(text, TIMES);
			if (time.getYear() >= 0 && time.getYear() <= LAST_YEAR) {
				return Date.from(time.toInstant());
			}
		}
		catch (DateTimeException ex) {
			// Said below.
		}
		throw where.refusal("must be " + TIME);
	}

	/** The 32-bit number that a value is, or null. */
	private static @Nullable Integer whole(Object value) {
		try {
			if (value instanceof Decimal128 decimal) {
				return new BigDecimal(decimal.toString()).intValueExact();
			}
			return (value instanceof Number number) ? Math.toIntExact(number.longValue()) : null;
		}
		catch (ArithmeticException ex) {
			return null;
		}
	}

}
