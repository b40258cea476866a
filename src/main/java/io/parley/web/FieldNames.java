package io.parley.web;

import java.util.Arrays;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;

import io.parley.store.JsonObject;
import org.jspecify.annotations.Nullable;

/** How the names and types of Java are called in JSON. */
final class FieldNames {

	private FieldNames() {
	}

	/**
	 * The JSON spelling of a path of Java properties: {@code attachments[0].mimeType} is
	 * {@code attachments[0].mime_type}. What Bean Validation calls the element of a list
	 * has no name in JSON.
	 */
	static String json(String javaPath) {
		return javaPath.replaceAll("\\.<[^>]*>", "").replaceAll("([a-z0-9])([A-Z])", "$1_$2").toLowerCase(Locale.ROOT);
	}

	/** What a value of a Java type must be, in words. */
	static String kind(@Nullable Class<?> type) {
		if (type == null) {
			return "of another type";
		}
		if (type.isEnum()) {
			return "one of " + Arrays.toString(type.getEnumConstants());
		}
		if (CharSequence.class.isAssignableFrom(type)) {
			return "a string";
		}
		if (type == boolean.class || type == Boolean.class) {
			return "true or false";
		}
		if (type == int.class || type == Integer.class || type == long.class || type == Long.class) {
			return "a whole number of at most " + ((type == int.class || type == Integer.class) ? 32 : 64) + " bits";
		}
		if (Collection.class.isAssignableFrom(type)) {
			return "a list";
		}
		if (type.isRecord() || type == JsonObject.class || Map.class.isAssignableFrom(type)) {
			return "a JSON object";
		}
		return "of another type";
	}

}
