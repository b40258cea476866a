package io.parley.console;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import io.parley.web.ProblemException;

/**
 * What is wrong with what was typed into a form.
 *
 * @param field the id of the element that it is about, or null
 * @param sentence says it
 */
record FormFault(String field, String sentence) {

	/** What a problem says, field by field where it names them. */
	static List<FormFault> of(ProblemException problem) {
		Map<String, Object> properties = problem.getBody().getProperties();
		if (properties == null || !(properties.get("errors") instanceof Map<?, ?> errors)) {
			return List.of(new FormFault(null, sentence(problem.getMessage())));
		}
		return errors.entrySet()
			.stream()
			.map((error) -> new FormFault(String.valueOf(error.getKey()), sentence(
					((List<?>) error.getValue()).stream().map(String::valueOf).collect(Collectors.joining("; ")))))
			.toList();
	}

	private static String sentence(String text) {
		return text.endsWith(".") ? text : text + ".";
	}

}
