package io.parley.store.embedded;

import java.util.Collection;
import java.util.List;
import java.util.Map;

import de.bwaldvogel.mongo.bson.Document;
import org.jspecify.annotations.Nullable;

/**
 * A value that an update sets. The library sets nothing where it takes the old value for
 * equal, and it takes numbers for equal that differ beyond a double's precision or in
 * their type; so values with numbers in them are given to it in this form, which equals
 * nothing, and taken out before they are stored.
 */
record GivenValue(Object value) {

	/** Wraps what the {@code $set} of an update command sets. */
	static void wrap(@Nullable Object update) {
		if (update instanceof Document operators && operators.get("$set") instanceof Document values) {
			values.replaceAll(
					(path, value) -> (holdsNumber(value) && !path.equals("_id")) ? new GivenValue(value) : value);
		}
	}

	/** Takes the values out again, wherever they are in a document. */
	static void unwrap(Document document) {
		document.replaceAll((name, value) -> unwrapped(value));
	}

	@Override
	public boolean equals(Object other) {
		return this == other;
	}

	@Override
	public int hashCode() {
		return System.identityHashCode(this);
	}

	@SuppressWarnings("unchecked")
	private static Object unwrapped(Object value) {
		if (value instanceof GivenValue given) {
			return given.value();
		}
		if (value instanceof Document document) {
			unwrap(document);
		}
		else if (value instanceof List<?> list) {
			((List<Object>) list).replaceAll(GivenValue::unwrapped);
		}
		return value;
	}

	private static boolean holdsNumber(Object value) {
		return value instanceof Number
				|| (value instanceof Map<?, ?> map && map.values().stream().anyMatch(GivenValue::holdsNumber))
				|| (value instanceof Collection<?> list && list.stream().anyMatch(GivenValue::holdsNumber));
	}

}
