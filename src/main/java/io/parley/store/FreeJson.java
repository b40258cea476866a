package io.parley.store;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

import org.bson.Document;
import org.bson.types.Decimal128;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.deser.std.StdDeserializer;
import tools.jackson.databind.ser.std.StdSerializer;

/** Reads and writes free JSON: between its text and its stored form, without loss. */
final class FreeJson {

	private static final int LONG_DIGITS = 18;

	private static final int DECIMAL_DIGITS = 34;

	private FreeJson() {
	}

	/** The stored form of maps, collections and scalars that the house itself made. */
	static Object stored(Object value) {
		if (value instanceof JsonObject object) {
			return object.stored();
		}
		if (value instanceof JsonValue any) {
			return any.stored();
		}
		if (value instanceof Map<?, ?> map) {
			Document document = new Document();
			map.forEach((key, member) -> document.put(JsonKeys.encode(key.toString()), stored(member)));
			return document;
		}
		if (value instanceof Collection<?> list) {
			return list.stream().map(FreeJson::stored).collect(ArrayList::new, ArrayList::add, ArrayList::addAll);
		}
		return value;
	}

	private static Document readObject(JsonParser parser) {
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

	private static Object read(JsonParser parser) {
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

	private static void write(Object value, JsonGenerator json) {
		if (value instanceof Map<?, ?> map) {
			json.writeStartObject();
			map.forEach((key, member) -> {
				json.writeName(JsonKeys.decode((String) key));
				write(member, json);
			});
			json.writeEndObject();
		}
		else if (value instanceof Collection<?> list) {
			json.writeStartArray();
			list.forEach((element) -> write(element, json));
			json.writeEndArray();
		}
		else if (value instanceof Decimal128 decimal) {
			json.writeNumber(decimal.toString());
		}
		else if (value == null || value instanceof String || value instanceof Boolean || value instanceof Number) {
			json.writePOJO(value);
		}
		else {
			throw new IllegalStateException("Free JSON holds no " + value.getClass());
		}
	}

	static final class ObjectSerializer extends StdSerializer<JsonObject> {

		ObjectSerializer() {
			super(JsonObject.class);
		}

		@Override
		public void serialize(JsonObject value, JsonGenerator json, SerializationContext context) {
			write(value.stored(), json);
		}

	}

	static final class ValueSerializer extends StdSerializer<JsonValue> {

		ValueSerializer() {
			super(JsonValue.class);
		}

		@Override
		public void serialize(JsonValue value, JsonGenerator json, SerializationContext context) {
			write(value.stored(), json);
		}

	}

	static final class ObjectDeserializer extends StdDeserializer<JsonObject> {

		ObjectDeserializer() {
			super(JsonObject.class);
		}

		@Override
		public JsonObject deserialize(JsonParser parser, DeserializationContext context) {
			if (parser.currentToken() != JsonToken.START_OBJECT) {
				throw new UnstorableJsonException(parser, "must be a JSON object");
			}
			return new JsonObject(readObject(parser));
		}

	}

	static final class ValueDeserializer extends StdDeserializer<JsonValue> {

		ValueDeserializer() {
			super(JsonValue.class);
		}

		@Override
		public JsonValue deserialize(JsonParser parser, DeserializationContext context) {
			return new JsonValue(read(parser));
		}

	}

}
