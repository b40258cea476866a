package io.parley.store.embedded;

import java.util.Set;

import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.MongoServerError;
import de.bwaldvogel.mongo.wire.BsonConstants;
import de.bwaldvogel.mongo.wire.bson.BsonDecoder;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

/** Walks through encoded documents without making objects of what nobody asked for. */
final class BsonScan {

	/** As MongoDB's. */
	private static final int MAX_DEPTH = 200;

	/** About what a value costs as an object: its entry, its name and itself. */
	private static final int BYTES_PER_VALUE = 110;

	private BsonScan() {
	}

	/**
	 * About how many bytes of heap the document at the reader index needs as objects, in
	 * every form that a command needs it in. Leaves the index after the document.
	 * @throws MongoServerError when documents are nested too deep
	 */
	static long weight(ByteBuf bson) {
		int from = bson.readerIndex();
		long values = values(bson, 0);
		return 3L * (bson.readerIndex() - from) + values * BYTES_PER_VALUE;
	}

	/** The weight of a stored document. */
	static long weight(byte[] document) {
		return weight(Unpooled.wrappedBuffer(document));
	}

	/** The document with these fields of its top level only. */
	static Document decode(byte[] document, Set<String> fields) {
		ByteBuf bson = Unpooled.wrappedBuffer(document);
		bson.readIntLE();
		Document decoded = new Document();
		for (byte type = bson.readByte(); type != 0; type = bson.readByte()) {
			String name = BsonDecoder.decodeCString(bson);
			if (fields.contains(name)) {
				decoded.put(name, BsonDecoder.decodeValue(type, bson));
			}
			else {
				skip(type, bson);
			}
		}
		return decoded;
	}

	private static long values(ByteBuf bson, int depth) {
		if (depth > MAX_DEPTH) {
			throw new MongoServerError(15, "Overflow", "Documents are nested deeper than " + MAX_DEPTH + " levels");
		}
		bson.readIntLE();
		long values = 0;
		for (byte type = bson.readByte(); type != 0; type = bson.readByte()) {
			values++;
			skipName(bson);
			if (type == BsonConstants.TYPE_EMBEDDED_DOCUMENT || type == BsonConstants.TYPE_ARRAY) {
				values += values(bson, depth + 1);
			}
			else {
				skip(type, bson);
			}
		}
		return values;
	}

	private static void skipName(ByteBuf bson) {
		bson.skipBytes(bson.bytesBefore((byte) 0) + 1);
	}

	private static void skip(byte type, ByteBuf bson) {
		switch (type) {
			case BsonConstants.TYPE_EMBEDDED_DOCUMENT, BsonConstants.TYPE_ARRAY,
					BsonConstants.TYPE_JAVASCRIPT_CODE_WITH_SCOPE ->
				bson.skipBytes(bson.readIntLE() - Integer.BYTES);
			case BsonConstants.TYPE_UTF8_STRING, BsonConstants.TYPE_JAVASCRIPT_CODE, BsonConstants.TYPE_SYMBOL ->
				bson.skipBytes(bson.readIntLE());
			case BsonConstants.TYPE_DATA -> bson.skipBytes(bson.readIntLE() + 1);
			case BsonConstants.TYPE_OBJECT_ID -> bson.skipBytes(BsonConstants.LENGTH_OBJECTID);
			case BsonConstants.TYPE_BOOLEAN -> bson.skipBytes(1);
			case BsonConstants.TYPE_INT32 -> bson.skipBytes(Integer.BYTES);
			case BsonConstants.TYPE_DOUBLE, BsonConstants.TYPE_INT64, BsonConstants.TYPE_UTC_DATETIME,
					BsonConstants.TYPE_TIMESTAMP ->
				bson.skipBytes(Long.BYTES);
			case BsonConstants.TYPE_DECIMAL128 -> bson.skipBytes(2 * Long.BYTES);
			case BsonConstants.TYPE_DBPOINTER -> bson.skipBytes(bson.readIntLE() + BsonConstants.LENGTH_OBJECTID);
			case BsonConstants.TYPE_REGEX -> {
				skipName(bson);
				skipName(bson);
			}
			case BsonConstants.TYPE_NULL, BsonConstants.TYPE_UNDEFINED, BsonConstants.TYPE_MIN_KEY,
					BsonConstants.TYPE_MAX_KEY ->
				{
				}
			default -> throw new MongoServerError(22, "InvalidBSON", "Unknown type of value: " + type);
		}
	}

}
