package io.parley.store;

import java.util.ArrayList;
import java.util.List;

import org.bson.Document;
import org.bson.types.Decimal128;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * Reads free JSON into its stored form, and refuses what BSON cannot hold exactly.
 */
final class FreeJsonReader {

	private static final int LONG_DIGITS = 18;

	private static final int DECIMAL_DIGITS = 34;

	private FreeJsonReader() {
	}

	/** The object that the parser stands at the beginning of. */
	static Document readObject(JsonParser parser) {
		Document document = new Document();
		for (String key = parser.nextName(); key != null; key = parser.nextName()) {
			if (key.indexOf('\0') >= 0) {
				throw new UnstorableJsonException(parser, "must not have a key with a NUL character in it");
			}
			checkText(parser, key);
			parser.nextToken();
			document.put(JsonKeys.encode(key), read(parser));
		}
		return document;
	}

	private static List<Object> readArray(JsonParser parser) {
		List<Object> list = new ArrayList<>();
		while (parser.nextToken() != JsonToken.END_ARRAY) {
			list.add(read(parser));
		}
		return list;
	}

	/** The value that the parser stands at. */
	static @Nullable Object read(JsonParser parser) {
		return switch (parser.currentToken()) {
			case START_OBJECT -> readObject(parser);
			case START_ARRAY -> readArray(parser);
			case VALUE_STRING -> checkText(parser, parser.getString());
			case VALUE_NUMBER_INT -> readInteger(parser, parser.getString());
			case VALUE_NUMBER_FLOAT -> readDecimal(parser, parser.getString());
			case VALUE_TRUE -> Boolean.TRUE;
			case VALUE_FALSE -> Boolean.FALSE;
			default -> null;
		};
	}

	private static String checkText(JsonParser parser, String text) {
		for (int i = 0; i < text.length(); i++) {
			char c = text.charAt(i);
			if (Character.isHighSurrogate(c) && i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))) {
				i++;
			}
			else if (Character.isSurrogate(c)) {
				throw new UnstorableJsonException(parser, "must not hold half of a surrogate pair");
			}
		}
		return text;
	}

	private static Object readInteger(JsonParser parser, String digits) {
		if (digits.length() > DECIMAL_DIGITS + (digits.startsWith("-") ? 1 : 0)) {
			throw tooLarge(parser);
		}
		if (digits.equals("-0")) {
			return readDecimal(parser, digits);
		}
		if (digits.length() > LONG_DIGITS) {
			try {
				return Long.valueOf(digits);
			}
			catch (NumberFormatException ex) {
				return readDecimal(parser, digits);
			}
		}
		long value = Long.parseLong(digits);
		if (value == (int) value) {
			return (int) value;
		}
		return value;
	}

	private static Decimal128 readDecimal(JsonParser parser, String text) {
		try {
			return Decimal128.parse(text);
		}
		catch (NumberFormatException ex) {
			throw tooLarge(parser);
		}
	}

	private static UnstorableJsonException tooLarge(JsonParser parser) {
		return new UnstorableJsonException(parser,
				"must not hold a number past Decimal128 (34 digits, exponent -6176 to 6111)");
	}

}
