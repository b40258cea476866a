package io.parley.console;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriUtils;

/**
 * The address of a list with its filters, so that a page of it leads to the next with the
 * same ones and can be linked to.
 *
 * @param path of the list, encoded
 * @param parameters those that are given, not encoded
 */
record ListUrl(String path, Map<String, String> parameters) {

	static ListUrl of(String path) {
		return new ListUrl(path, Map.of());
	}

	/** The same with a parameter; without it where its value is null or empty. */
	ListUrl with(String name, @Nullable Object value) {
		Map<String, String> all = new LinkedHashMap<>(this.parameters);
		all.remove(name);
		if (value != null && !value.toString().isEmpty()) {
			all.put(name, value.toString());
		}
		return new ListUrl(this.path, all);
	}

	/** An id as one segment of a path. */
	static String segment(String id) {
		return UriUtils.encode(id, StandardCharsets.UTF_8);
	}

	@Override
	public String toString() {
		return this.parameters.isEmpty() ? this.path
				: this.parameters.entrySet()
					.stream()
					.map((parameter) -> parameter.getKey() + "=" + segment(parameter.getValue()))
					.collect(Collectors.joining("&", this.path + "?", ""));
	}

}
