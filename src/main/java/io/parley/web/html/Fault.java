package io.parley.web.html;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import io.parley.web.ProblemException;
import org.jspecify.annotations.Nullable;

/**
 * What is wrong with what was typed into a form, as its page says it.
 *
 * @param field the id of the element that it is about, or null where it is about the
 * whole
 * @param sentence says it
 */
public record Fault(@Nullable String field, String sentence) {

	/** What a problem says, field by field where it names them. */
	public static List<Fault> of(ProblemException problem) {
		Map<String, Object> properties = problem.getBody().getProperties();
		if (properties == null || !(properties.get("errors") instanceof Map<?, ?> errors)) {
			return List.of(about(null, problem.getMessage()));
		}
		return errors.entrySet()
			.stream()
			.map((error) -> about(String.valueOf(error.getKey()),
					((List<?>) error.getValue()).stream().map(String::valueOf).collect(Collectors.joining("; "))))
			.toList();
	}

	/** With a full stop, which the sentences of problems go without. */
	public static Fault about(@Nullable String field, String sentence) {
		return new Fault(field, sentence.endsWith(".") ? sentence : sentence + ".");
	}

}
