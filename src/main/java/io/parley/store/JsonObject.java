package io.parley.store;

import java.util.Map;

import org.bson.BsonType;
import org.bson.Document;
import tools.jackson.databind.annotation.JsonDeserialize;
import tools.jackson.databind.annotation.JsonSerialize;

/**
 * A JSON object of a caller's own making, held as it is stored. Reading it from JSON and
 * writing it back gives the same object: key order, any key (see {@link JsonKeys}),
 * nulls, 64-bit integers, and decimals with their digits. What BSON cannot hold exactly
 * is refused while reading: a number past Decimal128, a NUL in a key, half a surrogate
 * pair.
 *
 * <p>
 * What was read from the store stays in the bytes that came from there until somebody
 * asks for a member; to write it as JSON takes none.
 */
@JsonSerialize(using = FreeJson.ObjectSerializer.class)
@JsonDeserialize(using = FreeJson.ObjectDeserializer.class)
public final class JsonObject {

	private static final JsonObject EMPTY = new JsonObject(new Document());

	/** The document that the object stands in, and where it begins; else null. */
	private final byte[] bytes;

	private final int at;

	private volatile Document stored;

	/**
	 * @param stored the object with encoded keys; values are null, Boolean, String,
	 * Integer, Long, Decimal128, List and Document. Not to be changed.
	 */
	public JsonObject(Document stored) {
		this.bytes = null;
		this.at = 0;
		this.stored = stored;
	}

	/** An object that stands in a document, at this place among its bytes. */
	JsonObject(byte[] bytes, int at) {
		this.bytes = bytes;
		this.at = at;
	}

	/** The object with encoded keys, as it is stored. Not to be changed. */
	public Document stored() {
		if (this.stored == null) {
			this.stored = (Document) source().value(BsonType.DOCUMENT);
		}
		return this.stored;
	}

	/** Whether it is in bytes still, so that {@link #source} reads it. */
	boolean isInBytes() {
		return this.stored == null;
	}

	BsonSource source() {
		return new BsonSource(this.bytes, this.at);
	}

	/** The object without members. */
	public static JsonObject empty() {
		return EMPTY;
	}

	/**
	 * This object with each member of the other set in it, key by key at the top level.
	 */
	public JsonObject merge(JsonObject other) {
		Document merged = new Document(stored());
		merged.putAll(other.stored());
		return new JsonObject(merged);
	}

	/** Whether there is a member with this key. */
	public boolean has(String key) {
		return stored().containsKey(JsonKeys.encode(key));
	}

	/**
	 * The stored value of a member, or null. A nested object is a {@link Document} with
	 * encoded keys.
	 */
	public Object get(String key) {
		return stored().get(JsonKeys.encode(key));
	}

	/** The number of members. */
	public int size() {
		return stored().size();
	}

	/**
	 * An object that the service itself makes; its values are scalars, maps, collections
	 * and other free JSON.
	 */
	public static JsonObject of(Map<String, ?> members) {
		return new JsonObject((Document) FreeJson.stored(members));
	}

	@Override
	public boolean equals(Object other) {
		return other instanceof JsonObject object && stored().equals(object.stored());
	}

	@Override
	public int hashCode() {
		return stored().hashCode();
	}

	@Override
	public String toString() {
		return stored().toString();
	}

}
