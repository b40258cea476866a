package io.parley.store;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.bson.BsonType;
import org.bson.Document;
import org.bson.RawBsonDocument;
import org.bson.types.Decimal128;
import org.bson.types.ObjectId;
import org.jspecify.annotations.Nullable;

/**
 * Reads a document from its bytes, from the first to the last, value by value; what
 * nobody asks for becomes no object. Whoever reads a value says of which type it is, as
 * {@link #next} told it.
 */
final class BsonSource {

	private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

	private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

	private static final int OBJECT_ID_BYTES = 12;

	private final byte[] bytes;

	private int at;

	/** A document that begins at this place among the bytes. */
	BsonSource(byte[] bytes, int at) {
		this.bytes = bytes;
		this.at = at;
	}

	/** A document as the driver hands it over. */
	static BsonSource of(RawBsonDocument document) {
		var bytes = document.getByteBuffer().asNIO();
		return new BsonSource(bytes.array(), bytes.arrayOffset() + bytes.position());
	}

	/** Goes into the document or array at hand. */
	void begin() {
		this.at += Integer.BYTES;
	}

	/** The type of the next value, or that the document or array ends here. */
	BsonType next() {
		return BsonType.findByValue(this.bytes[this.at++]);
	}

	/** The name of the next value, behind its type. */
	String name() {
		int from = this.at;
		skipName();
		return new String(this.bytes, from, this.at - 1 - from, StandardCharsets.UTF_8);
	}

	void skipName() {
		while (this.bytes[this.at++] != 0) {
			// A name ends with a zero.
		}
	}

	boolean bool() {
		return this.bytes[this.at++] != 0;
	}

	int int32() {
		int value = (int) INT.get(this.bytes, this.at);
		this.at += Integer.BYTES;
		return value;
	}

	/** Also a date, in milliseconds. */
	long int64() {
		long value = (long) LONG.get(this.bytes, this.at);
		this.at += Long.BYTES;
		return value;
	}

	double float64() {
		return Double.longBitsToDouble(int64());
	}

	Decimal128 decimal() {
		long low = int64();
		return Decimal128.fromIEEE754BIDEncoding(int64(), low);
	}

	String string() {
		int length = int32();
		String text = new String(this.bytes, this.at, length - 1, StandardCharsets.UTF_8);
		this.at += length;
		return text;
	}

	ObjectId objectId() {
		byte[] id = Arrays.copyOfRange(this.bytes, this.at, this.at + OBJECT_ID_BYTES);
		this.at += OBJECT_ID_BYTES;
		return new ObjectId(id);
	}

	byte[] binary() {
		int from = this.at + Integer.BYTES + 1;
		this.at = from + (int) INT.get(this.bytes, this.at);
		return Arrays.copyOfRange(this.bytes, from, this.at);
	}

	/** The document at hand, which stays among these bytes until somebody needs it. */
	JsonObject json() {
		JsonObject object = new JsonObject(this.bytes, this.at);
		skip(BsonType.DOCUMENT);
		return object;
	}

	/** The document at hand, as the driver makes objects of it. */
	Document document() {
		int from = this.at;
		skip(BsonType.DOCUMENT);
		return new RawBsonDocument(this.bytes, from, this.at - from).decode(CountedDocumentCodec.UNCOUNTED);
	}

	/** A value of free JSON, as {@link JsonObject} holds its members. */
	@Nullable Object value(BsonType type) {
		return switch (type) {
			case STRING -> string();
			case INT32 -> int32();
			case INT64 -> int64();
			case DOUBLE -> float64();
			case DECIMAL128 -> decimal();
			case BOOLEAN -> bool();
			case NULL -> null;
			case ARRAY -> array();
			case DOCUMENT -> members();
			default -> throw new IllegalStateException("Free JSON holds no " + type);
		};
	}

	private List<Object> array() {
		List<Object> list = new ArrayList<>();
		begin();
		for (BsonType type = next(); type != BsonType.END_OF_DOCUMENT; type = next()) {
			skipName();
			list.add(value(type));
		}
		return list;
	}

	Document members() {
		Document document = new Document();
		begin();
		for (BsonType type = next(); type != BsonType.END_OF_DOCUMENT; type = next()) {
			document.put(name(), value(type));
		}
		return document;
	}

	void skip(BsonType type) {
		this.at += switch (type) {
			case NULL, UNDEFINED, MIN_KEY, MAX_KEY -> 0;
			case BOOLEAN -> 1;
			case INT32 -> Integer.BYTES;
			case DOUBLE, INT64, DATE_TIME, TIMESTAMP -> Long.BYTES;
			case DECIMAL128 -> 2 * Long.BYTES;
			case OBJECT_ID -> OBJECT_ID_BYTES;
			case DOCUMENT, ARRAY, JAVASCRIPT_WITH_SCOPE -> (int) INT.get(this.bytes, this.at);
			case STRING, JAVASCRIPT, SYMBOL -> Integer.BYTES + (int) INT.get(this.bytes, this.at);
			case BINARY -> Integer.BYTES + 1 + (int) INT.get(this.bytes, this.at);
			default -> throw new IllegalStateException("No document of the service holds a " + type);
		};
	}

}
