package io.parley.web.html;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

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

	/**
	 * What a problem says: each of its sentences, field by field where it names them. One
	 * about an entry of a list is about the field of the list.
	 */
	public static List<Fault> of(ProblemException problem) {
		Map<String, Object> properties = problem.getBody().getProperties();
		if (properties == null || !(properties.get("errors") instanceof Map<?, ?> errors)) {
			return List.of(about(null, problem.getMessage()));
		}
		return errors.entrySet()
			.stream()
			.flatMap((error) -> sentences(error.getValue())
				.map((sentence) -> about(field(String.valueOf(error.getKey())), sentence)))
			.toList();
	}

	private static Stream<String> sentences(Object value) {
		return (value instanceof List<?> list) ? list.stream().map(String::valueOf) : Stream.of(String.valueOf(value));
	}

	private static String field(String name) {
		return name.contains("[") ? name.substring(0, name.indexOf('[')) : name;
	}

	/** With a full stop, which the sentences of problems go without. */
	public static Fault about(@Nullable String field, String sentence) {
		return new Fault(field, sentence.endsWith(".") ? sentence : sentence + ".");
	}

}
