package io.parley.store;

import java.util.Map;

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
 * @param stored the object with encoded keys; values are null, Boolean, String, Integer,
 * Long, Decimal128, List and Document. Not to be changed.
 */
@JsonSerialize(using = FreeJson.ObjectSerializer.class)
@JsonDeserialize(using = FreeJson.ObjectDeserializer.class)
public record JsonObject(Document stored) {

	private static final JsonObject EMPTY = new JsonObject(new Document());

	/** The object without members. */
	public static JsonObject empty() {
		return EMPTY;
	}

	/**
	 * This object with each member of the other set in it, key by key at the top level.
	 */
	public JsonObject merge(JsonObject other) {
		Document merged = new Document(this.stored);
		merged.putAll(other.stored);
		return new JsonObject(merged);
	}

	/** Whether there is a member with this key. */
	public boolean has(String key) {
		return this.stored.containsKey(JsonKeys.encode(key));
	}

	/**
	 * The stored value of a member, or null. A nested object is a {@link Document} with
	 * encoded keys.
	 */
	public Object get(String key) {
		return this.stored.get(JsonKeys.encode(key));
	}

	/** The number of members. */
	public int size() {
		return this.stored.size();
	}

	/**
	 * An object that the service itself makes; its values are scalars, maps, collections
	 * and other free JSON.
	 */
	public static JsonObject of(Map<String, ?> members) {
		return new JsonObject((Document) FreeJson.stored(members));
	}

}
