package io.parley.store;

import java.time.Instant;
import java.util.Date;

import org.bson.Document;
import org.jspecify.annotations.Nullable;

/**
 * Writes a document field by field as the mapping of its class would: nothing where a
 * value is null, a moment as a date, free JSON in its stored form. For what is written
 * often, since the mapping costs many times as much.
 */
public final class StoredFields {

	private final Document document = new Document();

	/**
	 * Adds a field.
	 * @param value what the driver takes as it is, an {@link Instant} or a
	 * {@link JsonObject}; null is no field
	 */
	public StoredFields with(String field, @Nullable Object value) {
		if (value instanceof Instant instant) {
			this.document.append(field, Date.from(instant));
		}
		else if (value instanceof JsonObject object) {
			this.document.append(field, object.stored());
		}
		else if (value != null) {
			this.document.append(field, value);
		}
		return this;
	}

	/** The fields that were added, in that order. */
	public Document document() {
		return this.document;
	}

}
