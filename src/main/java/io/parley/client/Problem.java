package io.parley.client;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

/**
 * A problem document (RFC 9457) as the service answers it.
 *
 * @param type what kind of problem it is, a URI; {@code about:blank} for one that its
 * status says enough about
 * @param title the kind of problem in a few words
 * @param status the HTTP status
 * @param detail what was wrong this time and what is accepted, or null
 * @param instance the path that was asked for, or null
 * @param error the same sentence as {@code detail}, or null
 * @param errors for invalid input, the sentences for each field; empty otherwise
 */
public record Problem(String type, String title, int status, @Nullable String detail, @Nullable String instance,
		@Nullable String error, Map<String, List<String>> errors) {

	/** The problem in an answer with this status, whose body may be anything. */
	static Problem of(int status, Map<String, Object> body) {
		String detail = text(body, "detail");
		String error = text(body, "error");
		return new Problem(textOr(body, "type", "about:blank"), textOr(body, "title", "HTTP " + status), status,
				(detail != null) ? detail : described(error, body), text(body, "instance"), error,
				errors(body.get("errors")));
	}

	/** An OAuth2 endpoint says more of its code (RFC 6749, section 5.2). */
	private static @Nullable String described(@Nullable String error, Map<String, Object> body) {
		String description = text(body, "error_description");
		return (error != null && description != null) ? error + ": " + description : error;
	}

	private static @Nullable String text(Map<String, Object> body, String key) {
		return (body.get(key) instanceof String text) ? text : null;
	}

	private static String textOr(Map<String, Object> body, String key, String otherwise) {
		return (body.get(key) instanceof String text) ? text : otherwise;
	}

	private static Map<String, List<String>> errors(@Nullable Object errors) {
		if (!(errors instanceof Map<?, ?> fields)) {
			return Map.of();
		}
		return fields.entrySet()
			.stream()
			.collect(Collectors.toUnmodifiableMap((field) -> String.valueOf(field.getKey()),
					(field) -> sentences(field.getValue())));
	}

	private static List<String> sentences(Object value) {
		return (value instanceof List<?> list) ? list.stream().map(String::valueOf).toList()
				: List.of(String.valueOf(value));
	}

}
