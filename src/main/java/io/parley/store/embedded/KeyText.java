package io.parley.store.embedded;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.UUID;

import de.bwaldvogel.mongo.backend.KeyValue;
import de.bwaldvogel.mongo.backend.Missing;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.bson.ObjectId;

/**
 * Values as text that sorts as the values do. The texts of several values stand one after
 * the other: none is the beginning of another, so the text of the first values of a key
 * is a prefix of all keys that start with them.
 * <p>
 * Numbers of all types are one kind, as MongoDB compares them. Documents, arrays, binary
 * data and the rarer types have a text of their own but no order ({@link #isOrdered}).
 */
final class KeyText {

	/** Comes after everything that can follow a value. */
	static final char END = '\uffff';

	/** Comes before every value. */
	static final String START = "0";

	private static final char UNORDERED = 'z';

	private static final HexFormat HEX = HexFormat.of();

	private KeyText() {
	}

	static String of(Object value) {
		return of(new KeyValue(value));
	}

	static String of(KeyValue values) {
		StringBuilder text = new StringBuilder();
		values.normalized().forEach((value) -> append(text, value));
		return text.toString();
	}

	/** Whether the text of this value sorts among others as the value does. */
	static boolean isOrdered(Object value) {
		return value == null || value instanceof Missing || value instanceof String || value instanceof Integer
				|| value instanceof Long || value instanceof Double || value instanceof Boolean
				|| value instanceof Instant || value instanceof ObjectId || value instanceof UUID;
	}

	/**
	 * The text that follows all texts of the value's type and precedes those of the next.
	 */
	static String endOfType(Object value) {
		return String.valueOf((char) (of(value).charAt(0) + 1));
	}

	/** The first text of values without an order. */
	static String startOfUnordered() {
		return String.valueOf(UNORDERED);
	}

	private static void append(StringBuilder text, Object value) {
		if (value == null || value instanceof Missing) {
			text.append('1');
		}
		else if (value instanceof Double number) {
			appendNumber(text, number, 0);
		}
		else if (value instanceof Long number) {
			appendNumber(text, number.doubleValue(), number - (long) number.doubleValue());
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
			byte[] bytes = Bson.encode(new Document("", value));
			appendString(text.append(UNORDERED), new String(bytes, StandardCharsets.ISO_8859_1));
		}
	}

	/**
	 * A long that no double can hold differs from its nearest double by a little, which
	 * fits into 16 bits.
	 */
	private static void appendNumber(StringBuilder text, double number, long difference) {
		long bits = Double.doubleToLongBits(number);
		text.append('2').append(HEX.toHexDigits((bits < 0) ? ~bits : bits ^ Long.MIN_VALUE));
		text.append(HEX.toHexDigits((short) (difference + 0x8000)));
	}

	private static void appendString(StringBuilder text, String string) {
		text.append(string.replace("\u0000", "\u0000\uffff")).append("\u0000\u0001");
	}

}
