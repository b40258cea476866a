package io.parley.store;

import java.util.Map;
import java.util.Objects;

import org.bson.BsonType;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
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
 * What was read from the store stays in the bytes of its whole document until somebody
 * asks for a member; to write it as JSON takes none. Whoever keeps it for long asks for
 * {@link #stored} first.
 */
@JsonSerialize(using = FreeJson.ObjectSerializer.class)
@JsonDeserialize(using = FreeJson.ObjectDeserializer.class)
public final class JsonObject {

	private static final JsonObject EMPTY = new JsonObject(new Document());

	/** {@link InBytes}, or a {@link Document}. */
	private volatile Object held;

	/** The document that an object stands in, and where it begins. */
	private record InBytes(byte[] document, int at) {
	}

	/**
	 * @param stored the object with encoded keys; values are null, Boolean, String,
	 * Integer, Long, Decimal128, List and Document. Not to be changed.
	 */
	public JsonObject(Document stored) {
		this.held = stored;
	}

	/** An object that stands in a document, at this place among its bytes. */
	JsonObject(byte[] bytes, int at) {
		this.held = new InBytes(bytes, at);
	}

	/**
	 * The object with encoded keys, as it is stored. Not to be changed. From then on the
	 * bytes of the document that it came in are held no more.
	 */
	public Document stored() {
		Object form = this.held;
		if (form instanceof InBytes bytes) {
			form = new BsonSource(bytes.document, bytes.at).members();
			this.held = form;
		}
		return (Document) form;
	}

	/** Where to read it from while nobody has asked for a member; else null. */
	@Nullable BsonSource source() {
		return (this.held instanceof InBytes bytes) ? new BsonSource(bytes.document, bytes.at) : null;
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
	public @Nullable Object get(String key) {
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
		return new JsonObject((Document) Objects.requireNonNull(FreeJson.stored(members)));
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
