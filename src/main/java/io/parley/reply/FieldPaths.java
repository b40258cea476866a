package io.parley.reply;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.parley.sessionmessage.template.AskedField;
import io.parley.web.Excerpt;

/** Where the fields of a form are, and what the check of a reply calls each. */
final class FieldPaths {

	/** The check shortens what is longer. */
	private static final int CHECKED = 200;

	private final Map<String, String> paths = new LinkedHashMap<>();

	private final Map<String, String> labels = new LinkedHashMap<>();

	/** The keys of {@link #paths}, in the order in which they were noted. */
	private final List<String> noted = new ArrayList<>();

	private int fields;

	FieldPaths() {
		this.labels.put("", "Your reply");
	}

	/**
	 * Notes one field.
	 * @param checked what the check of a reply calls it
	 */
	void note(AskedField field, String checked, String label) {
		if (++this.fields > FormBuilder.MOST) {
			throw FormBuilder.tooLarge();
		}
		// Where two fields are called the same, none is said to be wrong.
		String key = Excerpt.of(checked, CHECKED);
		this.paths.merge(key, field.path(), (one, other) -> "");
		this.noted.add(key);
		this.labels.put(field.path(), label);
	}

	/** How many were noted. */
	int count() {
		return this.noted.size();
	}

	/** Forgets which fields were noted after so many. */
	void forget(int count) {
		List<String> keys = this.noted.subList(count, this.noted.size());
		keys.forEach(this.paths::remove);
		keys.clear();
	}

	/** The path of each field by what the check calls it. */
	Map<String, String> paths() {
		return this.paths;
	}

	/** What each field is called on the page, by its path. */
	Map<String, String> labels() {
		return this.labels;
	}

}
