package io.parley.console;

import java.util.List;

import org.jspecify.annotations.Nullable;

/** How what people type into fields is said in a request. */
final class TypedText {

	private static final String LOCAL_TIME = "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d(:\\d\\d(\\.\\d+)?)?";

	private TypedText() {
	}

	/** A text; null where nothing but white space was typed. */
	static @Nullable String given(@Nullable String text) {
		return (text == null || text.isBlank()) ? null : text;
	}

	/** The lines of a text that are not blank, without the space around them. */
	static List<String> lines(@Nullable String text) {
		return (text != null) ? text.lines().map(String::strip).filter((line) -> !line.isEmpty()).toList() : List.of();
	}

	/** A time from a field for one, meant in UTC; anything else as it is. */
	static @Nullable String utc(@Nullable String text) {
		String time = given((text != null) ? text.strip() : null);
		return (time != null && time.matches(LOCAL_TIME)) ? time + "Z" : time;
	}

}
