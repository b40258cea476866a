package io.parley.sessionmessage.filter;

import java.util.List;

import org.bson.Document;
import org.jspecify.annotations.Nullable;

/**
 * Where something stands in a filter, and what is said of it there.
 *
 * @param text the keys and indexes that lead to it, with dots between them
 * @param depth how many operators it stands inside of
 */
record FilterPath(String text, int depth) {

	static final FilterPath ROOT = new FilterPath("", 0);

	FilterPath at(Object step) {
		return new FilterPath(this.text.isEmpty() ? step.toString() : this.text + "." + step, this.depth);
	}

	/** The same place, inside one more operator. */
	FilterPath deeper(FilterLimits limits) {
		if (this.depth >= limits.depth()) {
			throw refusal("is nested too deep; at most " + limits.depth() + " operators stand inside each other");
		}
		return new FilterPath(this.text, this.depth + 1);
	}

	InvalidFilterException refusal(String predicate) {
		return new InvalidFilterException(this.text, predicate);
	}

	/** The value, if it is of this type. */
	<T> T require(Class<T> type, Object value, String expected) {
		if (type.isInstance(value)) {
			return type.cast(value);
		}
		throw mustBe(expected, value);
	}

	/** Something else was expected than what was found. */
	InvalidFilterException mustBe(String expected, Object found) {
		return refusal("must be " + expected + ", was " + kind(found));
	}

	private static String kind(@Nullable Object value) {
		if (value instanceof List<?> list) {
			return list.isEmpty() ? "an empty array" : "an array";
		}
		return (value == null) ? "null" : (value instanceof Document) ? "an object"
				: (value instanceof Boolean) ? "a boolean" : (value instanceof String) ? "a string" : "a number";
	}

}
