package io.parley.sessionmessage.filter;

import java.math.BigDecimal;
import java.util.List;
import java.util.Set;

import org.bson.Document;
import org.bson.types.Decimal128;

/** What each operator takes, so that no server has to refuse it. */
final class Operands {

	private static final Set<String> TYPES = Set.of("double", "string", "object", "array", "binData", "objectId",
			"bool", "date", "null", "regex", "int", "timestamp", "long", "decimal", "minKey", "maxKey", "number");

	private static final Set<Integer> TYPE_NUMBERS = Set.of(1, 2, 3, 4, 5, 7, 8, 9, 10, 11, 16, 17, 18, 19, -1, 127);

	private Operands() {
	}

	static Object comparable(Object operand, String where) {
		if (operand instanceof List || operand instanceof Document) {
			throw wrong(where, "a number, a string, a boolean or null", operand);
		}
		return operand;
	}

	static List<?> list(Object operand, String where, int limit) {
		if (!(operand instanceof List<?> list)) {
			throw wrong(where, "an array of values", operand);
		}
		if (list.size() > limit) {
			throw new InvalidFilterException(where, "must have at most " + limit + " values, had " + list.size());
		}
		return list;
	}

	static boolean flag(Object operand, String where) {
		if (operand instanceof Boolean flag) {
			return flag;
		}
		throw wrong(where, "true or false", operand);
	}

	static String text(Object operand, String where) {
		if (operand instanceof String text) {
			return text;
		}
		throw wrong(where, "a string", operand);
	}

	static int size(Object operand, String where) {
		Integer size = whole(operand);
		if (size == null || size < 0) {
			throw wrong(where, "a whole number from 0 to " + Integer.MAX_VALUE, operand);
		}
		return size;
	}

	static List<Integer> modulus(Object operand, String where) {
		if (operand instanceof List<?> pair && pair.size() == 2) {
			Integer divisor = whole(pair.get(0));
			Integer remainder = whole(pair.get(1));
			if (divisor != null && divisor != 0 && remainder != null) {
				return List.of(divisor, remainder);
			}
		}
		throw wrong(where, "an array of two 32-bit whole numbers, a divisor other than 0 and a remainder", operand);
	}

	static Object types(Object operand, String where) {
		if (operand instanceof List<?> list && !list.isEmpty()) {
			list(list, where, TYPES.size() + TYPE_NUMBERS.size());
			return list.stream().map((type) -> type(type, where)).toList();
		}
		return type(operand, where);
	}

	private static Object type(Object operand, String where) {
		if (operand instanceof String alias && TYPES.contains(alias)) {
			return alias;
		}
		Integer number = whole(operand);
		if (number != null && TYPE_NUMBERS.contains(number)) {
			return number;
		}
		throw new InvalidFilterException(where,
				"must be the name of a BSON type such as string, number, bool, object, array, date or null, its number,"
						+ " or an array of those");
	}

	static Object time(Object value, String where) {
		if (value == null) {
			return null;
		}
		if (value instanceof String text) {
			return Times.read(text, where);
		}
		throw wrong(where, Times.EXPECTED, value);
	}

	/** The 32-bit number that a value is, or null. */
	private static Integer whole(Object value) {
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

	private static InvalidFilterException wrong(String where, String expected, Object operand) {
		return new InvalidFilterException(where, "must be " + expected + ", was " + FilterParser.kind(operand));
	}

}
