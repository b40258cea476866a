package io.parley.sessionmessage.filter;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

import io.parley.store.JsonKeys;

/**
 * A field that may be filtered on.
 *
 * @param path its path in the store
 * @param time whether it holds a time
 */
record FilterField(String path, boolean time) {

	private static final Set<String> SCALARS = Set.of("session_id", "subject_id", "reception_channel_id", "expiry_date",
			"status", "dsl_execution_id");

	private static final Set<String> TIMES = Set.of("created_at", "updated_at");

	private static final List<String> FREE = List.of("message_data", "message_data_template");

	private static final String ALLOWED = "session_id, subject_id, message_data, message_data_template, "
			+ "reception_channel_id, expiry_date, status, dsl_execution_id, created_at, updated_at, and paths under "
			+ "message_data and message_data_template";

	private static final int SEGMENTS = 64;

	private static final Pattern INDEX = Pattern.compile("[0-9]+");

	/** The field of a session message that a caller named. */
	static FilterField named(String name, String where) {
		if (TIMES.contains(name)) {
			return new FilterField(name, true);
		}
		if (SCALARS.contains(name) || FREE.contains(name)) {
			return new FilterField(name, false);
		}
		for (String free : FREE) {
			if (name.startsWith(free + ".")) {
				return new FilterField(free + "." + encoded(name.substring(free.length() + 1), where), false);
			}
		}
		throw new InvalidFilterException(where, "is not a field that can be filtered on; allowed are " + ALLOWED);
	}

	/** A path inside an element of an array. */
	static FilterField ofElement(String name, String where) {
		return new FilterField(encoded(name, where), false);
	}

	private static String encoded(String path, String where) {
		String[] segments = path.split("\\.", -1);
		if (segments.length > SEGMENTS) {
			throw new InvalidFilterException(where, "must have at most " + SEGMENTS + " parts between its dots");
		}
		for (String segment : segments) {
			checkIndex(segment, where);
		}
		return JsonKeys.encodePath(path);
	}

	/** A part made of digits may be an index, which stores hold in 32 bits. */
	private static void checkIndex(String segment, String where) {
		if (INDEX.matcher(segment).matches()) {
			try {
				Integer.parseInt(segment);
			}
			catch (NumberFormatException ex) {
				throw new InvalidFilterException(where,
						"must not have a number over " + Integer.MAX_VALUE + " between its dots");
			}
		}
	}

}
