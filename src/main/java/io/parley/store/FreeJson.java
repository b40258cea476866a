package io.parley.store;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Map;

import org.bson.BsonType;
import org.bson.Document;
import org.bson.types.Decimal128;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.deser.std.StdDeserializer;
import tools.jackson.databind.ser.std.StdSerializer;

/** Free JSON between its text and its stored form, without loss. */
final class FreeJson {

	private FreeJson() {
	}

	/** The stored form of maps, collections and scalars that the service itself made. */
	static @Nullable Object stored(@Nullable Object value) {
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

	/** Writes what is next in the bytes of the store as JSON. */
	private static void write(BsonSource from, BsonType type, JsonGenerator json) {
		switch (type) {
			case STRING -> json.writeString(from.string());
			case INT32 -> json.writeNumber(from.int32());
			case INT64 -> json.writeNumber(from.int64());
			case DOUBLE -> json.writeNumber(from.float64());
			case DECIMAL128 -> json.writeNumber(from.decimal().toString());
			case BOOLEAN -> json.writeBoolean(from.bool());
			case NULL -> json.writeNull();
			case DOCUMENT -> writeObject(from, json);
			case ARRAY -> writeArray(from, json);
			default -> throw new IllegalStateException("Free JSON holds no " + type);
		}
	}

	private static void writeObject(BsonSource from, JsonGenerator json) {
		json.writeStartObject();
		from.begin();
		for (BsonType type = from.next(); type != BsonType.END_OF_DOCUMENT; type = from.next()) {
			json.writeName(JsonKeys.decode(from.name()));
			write(from, type, json);
		}
		json.writeEndObject();
	}

	private static void writeArray(BsonSource from, JsonGenerator json) {
		json.writeStartArray();
		from.begin();
		for (BsonType type = from.next(); type != BsonType.END_OF_DOCUMENT; type = from.next()) {
			from.skipName();
			write(from, type, json);
		}
		json.writeEndArray();
	}

	/** Writes a stored form as JSON. */
	private static void write(@Nullable Object value, JsonGenerator json) {
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
			BsonSource source = value.source();
			if (source != null) {
				write(source, BsonType.DOCUMENT, json);
			}
			else {
				write(value.stored(), json);
			}
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
			return new JsonObject(FreeJsonReader.readObject(parser));
		}

	}

	static final class ValueDeserializer extends StdDeserializer<JsonValue> {

		ValueDeserializer() {
			super(JsonValue.class);
		}

		@Override
		public JsonValue deserialize(JsonParser parser, DeserializationContext context) {
			return new JsonValue(FreeJsonReader.read(parser));
		}

	}

}
