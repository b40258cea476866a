package io.parley.reply;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.parley.web.FormBody;
import io.parley.web.ProblemException;
import org.jspecify.annotations.Nullable;

/**
 * What was typed into a form, or stands in it: texts by the names of controls. A form is
 * read here and not by the container, whose bounds on the number of fields are for
 * everything else.
 */
final class FormInput {

	private final Map<String, List<String>> values = new LinkedHashMap<>();

	/**
	 * Reads the body of a form. Line breaks become single line feeds, as they are typed.
	 * @throws ProblemException 400 where it is no form, or has more than 20,000 fields
	 */
	static FormInput parse(byte[] body) {
		FormInput input = new FormInput();
		FormBody.read(body, (name, value) -> input.add(typed(name), typed(value)));
		return input;
	}

	private static String typed(String sent) {
		return sent.replace("\r\n", "\n");
	}

	/** Adds one value of a control. */
	void add(String name, String value) {
		this.values.computeIfAbsent(name, (any) -> new ArrayList<>(1)).add(value);
	}

	/** Gives a control one value, in place of those that it has. */
	void replace(String name, String value) {
		this.values.put(name, new ArrayList<>(List.of(value)));
	}

	/** Takes one value of a control away. */
	void remove(String name, String value) {
		this.values.getOrDefault(name, new ArrayList<>()).remove(value);
	}

	/** All values of a control, none where it is not there. */
	List<String> all(String name) {
		return this.values.getOrDefault(name, List.of());
	}

	/** The first value of a control, or null. */
	@Nullable String first(String name) {
		List<String> all = all(name);
		return all.isEmpty() ? null : all.get(0);
	}

	boolean has(String name) {
		return this.values.containsKey(name);
	}

}
