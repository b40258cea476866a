package io.parley.message;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.parley.store.JsonKeys;
import io.parley.web.Excerpt;
import io.parley.web.ProblemException;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/**
 * By which fields messages are grouped into threads.
 *
 * @param fields by their names in a message as callers see it; which comes first makes no
 * difference
 */
record GroupBy(Set<String> fields) {

	static final String PARAMETER = "group_by";

	private static final Set<String> NAMED = Set.of("sender_id", "sender_type", "user_ids", "bot_ids");

	private static final Set<String> PARTICIPANTS = Set.of("user_ids", "bot_ids");

	private static final String CONTEXT = "context.";

	private static final int MOST_FIELDS = 10;

	private static final int LONGEST_FIELD = 256;

	private static final int DEEPEST_PATH = 20;

	/** Of a field that is refused, so many characters are told. */
	private static final int LONGEST_SHOWN = 64;

	private static final Pattern ELEMENT = Pattern
		.compile("\\s*(?:\"((?:[^\"\\\\]|\\\\.)*+)\"|'((?:[^'\\\\]|\\\\.)*+)'|([^,'\"\\s][^,]*+))\\s*(,|$)");

	private static final String ACCEPTED = "; accepted: sender_id, sender_type, user_ids, bot_ids, context.<path>,"
			+ " each once or more, as group_by=a&group_by=b, group_by=a,b or group_by=['a','b']";

	/**
	 * Reads the values of the parameter: each a name, several with commas between them,
	 * or a JSON array with either kind of quote.
	 * @throws ProblemException 400 when there is none or one is no field to group by
	 */
	static GroupBy of(@Nullable Collection<String> values) {
		Set<String> fields = new LinkedHashSet<>();
		if (values != null) {
			values.forEach((value) -> fields.addAll(split(value.strip())));
		}
		if (fields.isEmpty()) {
			throw invalid("is required");
		}
		if (fields.size() > MOST_FIELDS) {
			throw invalid("must name at most " + MOST_FIELDS + " fields");
		}
		fields.forEach(GroupBy::check);
		return new GroupBy(fields);
	}

	/** Whether the groups are those of who takes part. */
	boolean isByParticipants() {
		return this.fields.equals(PARTICIPANTS);
	}

	/**
	 * What of a message is needed to tell its group, as it is stored; no path leads into
	 * another.
	 */
	List<String> storedFields() {
		List<String> paths = storedPaths();
		return paths.stream()
			.filter((path) -> paths.stream().noneMatch((other) -> path.startsWith(other + ".")))
			.toList();
	}

	/** Tells the group of a message, of which the stored fields are at hand. */
	Function<Document, GroupKey> key() {
		List<List<String>> paths = storedPaths().stream().map((path) -> List.of(path.split("\\."))).toList();
		return (message) -> GroupKey.of(paths.stream().map((path) -> value(message, path)).toList());
	}

	/** As a path in the store: through objects, and through each element of a list. */
	private static @Nullable Object value(@Nullable Object at, List<String> path) {
		if (path.isEmpty()) {
			return at;
		}
		if (at instanceof Document object) {
			return value(object.get(path.get(0)), path.subList(1, path.size()));
		}
		if (at instanceof List<?> elements) {
			return elements.stream().map((element) -> value(element, path)).filter(Objects::nonNull).toList();
		}
		return null;
	}

	private List<String> storedPaths() {
		return this.fields.stream()
			.map((field) -> field.startsWith(CONTEXT) ? CONTEXT + JsonKeys.encodePath(field.substring(CONTEXT.length()))
					: field)
			.toList();
	}

	private static List<String> split(String value) {
		boolean array = value.startsWith("[");
		if (array && !value.endsWith("]")) {
			throw invalid("must end with ] where it begins with [");
		}
		String list = array ? value.substring(1, value.length() - 1).strip() : value;
		List<String> fields = new ArrayList<>();
		Matcher element = ELEMENT.matcher(list);
		int at = 0;
		while (at < list.length()) {
			if (!element.find(at) || element.start() != at) {
				throw invalid("cannot be read from character " + (at + 1) + " on");
			}
			fields.add(text(element));
			at = element.end();
			if (at == list.length() && ",".equals(element.group(4))) {
				throw invalid("must not end with a comma");
			}
		}
		return fields;
	}

	private static String text(Matcher element) {
		if (element.group(3) != null) {
			return element.group(3).strip();
		}
		String quoted = (element.group(1) != null) ? element.group(1) : element.group(2);
		return quoted.replaceAll("\\\\(.)", "$1");
	}

	private static void check(String field) {
		if (NAMED.contains(field)) {
			return;
		}
		List<String> path = List.of(field.split("\\.", -1));
		if (!path.get(0).equals("context") || path.size() < 2 || path.size() > DEEPEST_PATH || path.contains("")
				|| field.length() > LONGEST_FIELD || field.indexOf('\0') >= 0) {
			throw invalid("must not name " + (field.isEmpty() ? "an empty field" : Excerpt.of(field, LONGEST_SHOWN)));
		}
	}

	private static ProblemException invalid(String predicate) {
		return ProblemException.invalid(PARAMETER, PARAMETER + " " + predicate + ACCEPTED);
	}

}
