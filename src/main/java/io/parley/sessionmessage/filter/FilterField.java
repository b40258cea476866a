package io.parley.sessionmessage.filter;

import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.parley.store.JsonKeys;
import org.jspecify.annotations.Nullable;

/**
 * A field that may be filtered on.
 *
 * @param path its path in the store
 * @param time whether it holds a time
 */
record FilterField(String path, boolean time) {

	/** An element of an array itself. */
	static final FilterField ELEMENT = new FilterField("", false);

	private static final Set<String> SCALARS = Set.of("session_id", "subject_id", "reception_channel_id", "expiry_date",
			"status", "dsl_execution_id");

	private static final Set<String> TIMES = Set.of("created_at", "updated_at");

	private static final List<String> FREE = List.of("message_data", "message_data_template");

	private static final String ALLOWED = "session_id, subject_id, message_data, message_data_template, "
			+ "reception_channel_id, expiry_date, status, dsl_execution_id, created_at, updated_at, and paths under "
			+ "message_data and message_data_template";

	private static final int SEGMENTS = 64;

	private static final Pattern INDEX = Pattern.compile("0*+([0-9]*)");

	/** The field of a session message that a caller named. */
	static FilterField named(String name, FilterPath where) {
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
		throw where.refusal("is not a field that can be filtered on; allowed are " + ALLOWED);
	}

	/** A path inside an element of an array. */
	static FilterField ofElement(String name, FilterPath where) {
		return new FilterField(encoded(name, where), false);
	}

	/**
	 * A value to compare with. Inside a value every key is data: it is compared in its
	 * stored spelling.
	 */
	@Nullable Object literal(Object value, FilterPath where) {
		return this.time ? Operands.time(value, where) : value;
	}

	private static String encoded(String path, FilterPath where) {
		String[] segments = path.split("\\.", -1);
		if (segments.length > SEGMENTS) {
			throw where.refusal("must have at most " + SEGMENTS + " parts between its dots");
		}
		for (String segment : segments) {
			Matcher index = INDEX.matcher(segment);
			// Stores hold an index in 32 bits.
			if (index.matches() && (index.end(1) - index.start(1) > 10
					|| Long.parseLong("0" + index.group(1)) > Integer.MAX_VALUE)) {
				throw where.refusal("must not have a number over " + Integer.MAX_VALUE + " between its dots");
			}
		}
		return JsonKeys.encodePath(path);
	}

}
