package io.parley.store.embedded;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collection;
import java.util.HexFormat;
import java.util.Map;
import java.util.UUID;

import de.bwaldvogel.mongo.backend.Missing;
import de.bwaldvogel.mongo.bson.Decimal128;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.bson.ObjectId;
import org.jspecify.annotations.Nullable;

/**
 * Values as text that sorts as the values do. The texts of several values stand one after
 * the other: none is the beginning of another, but for a number that continues with more
 * digits, so what starts with the texts of the first values of a key holds all keys with
 * these values.
 * <p>
 * Equal values have one text: numbers of all types are one kind. Documents, arrays,
 * binary data and the rarer types have a text of their own but no order
 * ({@link #isOrdered}).
 */
final class KeyText {

	/** Comes after everything that can follow a value. */
	static final char END = '\uffff';

	/** Comes before every value, or is that of an empty array. */
	static final String START = "0";

	/** Follows the text of a number that is between the one before it and the next. */
	private static final char BETWEEN = '~';

	private static final char UNORDERED = 'z';

	private static final HexFormat HEX = HexFormat.of();

	private static final double TWO_POW_63 = 0x1p63;

	private static final BigDecimal MAX_EXACT = BigDecimal.valueOf(1L << 53);

	private KeyText() {
	}

	static String of(@Nullable Object value) {
		StringBuilder text = new StringBuilder();
		append(text, value);
		return text.toString();
	}

	/** Whether the text of this value sorts among others as the value does. */
	static boolean isOrdered(@Nullable Object value) {
		return value == null || value instanceof Missing || value instanceof String || value instanceof Integer
				|| value instanceof Long || value instanceof Double || value instanceof Decimal128
				|| value instanceof Boolean || value instanceof Instant || value instanceof ObjectId
				|| value instanceof UUID;
	}

	/**
	 * The text that follows all texts of the value's type and precedes those of the next.
	 */
	static String endOfType(@Nullable Object value) {
		return String.valueOf((char) (of(value).charAt(0) + 1));
	}

	/** The first text of values without an order. */
	static String startOfUnordered() {
		return String.valueOf(UNORDERED);
	}

	private static void append(StringBuilder text, @Nullable Object value) {
		if (value == null || value instanceof Missing) {
			text.append('1');
		}
		else if (value == ValueOrder.EMPTY_ARRAY) {
			text.append(START);
		}
		else if (value instanceof Number number) {
			appendNumber(text.append('2'), number);
		}
		else if (value instanceof String string) {
			appendString(text.append('3'), string);
		}
		else if (value instanceof UUID uuid) {
			text.append('8').append(uuid);
		}
		else if (value instanceof ObjectId id) {
			text.append('9').append(HEX.formatHex(id.toByteArray()));
		}
		else if (value instanceof Boolean bool) {
			text.append('a').append(bool ? '1' : '0');
		}
		else if (value instanceof Instant instant) {
			text.append('b').append(HEX.toHexDigits(instant.toEpochMilli() ^ Long.MIN_VALUE));
		}
		else {
			appendUnordered(text.append(UNORDERED), value);
		}
	}

	private static void appendNumber(StringBuilder text, Number number) {
		if (number instanceof Decimal128 && NumberOrder.isFinite(number)) {
			appendDecimal(text, NumberOrder.exact(number));
		}
		else if (number instanceof Long || number instanceof Integer) {
			appendLong(text, number.longValue());
		}
		else {
			appendDouble(text, NumberOrder.special(number), 0);
		}
	}

	/**
	 * A long that no double can hold differs from its nearest double by a little, which
	 * fits into 16 bits.
	 */
	private static void appendLong(StringBuilder text, long number) {
		double nearest = number;
		long difference = (nearest == TWO_POW_63) ? number - Long.MAX_VALUE - 1 : number - (long) nearest;
		appendDouble(text, nearest, difference);
	}

	private static void appendDouble(StringBuilder text, double number, long difference) {
		long bits = Double.doubleToLongBits(number + 0.0);
		long sorted = Double.isNaN(number) ? 0 : (bits < 0) ? ~bits : bits ^ Long.MIN_VALUE;
		text.append(HEX.toHexDigits(sorted)).append(HEX.toHexDigits((short) (difference + 0x8000)));
	}

	/**
	 * What neither a double nor a long can hold continues the text of the next smaller
	 * one that they can.
	 */
	private static void appendDecimal(StringBuilder text, BigDecimal number) {
		BigDecimal lower;
		if (number.abs().compareTo(MAX_EXACT) > 0 && number.precision() - number.scale() < 20
				&& isLong(floor(number))) {
			lower = new BigDecimal(floor(number));
			appendLong(text, lower.longValueExact());
		}
		else {
			double nearest = number.doubleValue();
			while (nearest == Double.POSITIVE_INFINITY
					|| (Double.isFinite(nearest) && new BigDecimal(nearest).compareTo(number) > 0)) {
				nearest = Math.nextDown(nearest);
			}
			lower = Double.isFinite(nearest) ? new BigDecimal(nearest) : null;
			appendDouble(text, nearest, 0);
		}
		if (lower == null || lower.compareTo(number) != 0) {
			appendDigits(text.append(BETWEEN), number.stripTrailingZeros());
		}
	}

	private static BigInteger floor(BigDecimal number) {
		return number.setScale(0, RoundingMode.FLOOR).toBigInteger();
	}

	private static boolean isLong(BigInteger number) {
		return number.bitLength() < Long.SIZE;
	}

	/**
	 * Exponent, in five digits, and digits; those of a negative number so that more is
	 * less.
	 */
	private static void appendDigits(StringBuilder text, BigDecimal number) {
		int exponent = number.precision() - number.scale() + 20_000;
		String digits = exponent + number.unscaledValue().abs().toString();
		if (number.signum() < 0) {
			digits.chars().forEach((digit) -> text.append((char) ('9' - digit + '0')));
			text.append(BETWEEN);
		}
		else {
			text.append(digits).append(' ');
		}
	}

	/**
	 * Code points beyond the first plane are two chars that come before some of that
	 * plane: they are moved behind it.
	 */
	private static void appendString(StringBuilder text, String string) {
		for (int i = 0; i < string.length(); i++) {
			char character = string.charAt(i);
			if (character >= '\ud800') {
				text.append((char) ((character >= '\ue000') ? character - 0x800 : character + 0x2000));
			}
			else if (character == 0) {
				text.append("\u0000\uffff");
			}
			else {
				text.append(character);
			}
		}
		text.append("\u0000\u0001");
	}

	private static void appendUnordered(StringBuilder text, Object value) {
		if (value instanceof Map<?, ?> document) {
			document.forEach((name, field) -> {
				appendString(text.append('d'), (String) name);
				append(text, field);
			});
			text.append('.');
		}
		else if (value instanceof Collection<?> elements) {
			text.append('a');
			elements.forEach((element) -> append(text, element));
			text.append('.');
		}
		else {
			byte[] bytes = Bson.encode(new Document("", value));
			appendString(text.append('v'), new String(bytes, StandardCharsets.ISO_8859_1));
		}
	}

}
