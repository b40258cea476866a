package io.parley.console;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import io.parley.store.JsonObject;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/**
 * What was asked in words: the first text in the data of a session that is not blank,
 * where programs put what a human is to read, else anywhere.
 */
final class AskedText {

	/** Where programs put what a human is to read. */
	private static final List<String> NAMES = List.of("question", "message", "text", "prompt", "title", "subject",
			"summary", "description", "body");

	private static final int LINE = 160;

	private static final int DEPTH = 6;

	private AskedText() {
	}

	/**
	 * One line of at most 160 characters; empty where there is no text.
	 * @param reply what of the data somebody replied, who was not asked that; or null
	 */
	static String line(JsonObject all, @Nullable JsonObject reply) {
		JsonObject data = (reply != null) ? without(all, reply) : all;
		return NAMES.stream()
			.map((name) -> text(data.get(name), DEPTH))
			.flatMap(Optional::stream)
			.findFirst()
			.or(() -> text(data.stored(), DEPTH))
			.map(AskedText::oneLine)
			.orElse("");
	}

	private static JsonObject without(JsonObject all, JsonObject reply) {
		Document asked = new Document(all.stored());
		reply.stored().keySet().forEach(asked::remove);
		return new JsonObject(asked);
	}

	private static Optional<String> text(@Nullable Object value, int depth) {
		if (value instanceof String text) {
			return text.isBlank() ? Optional.empty() : Optional.of(text);
		}
		if (depth == 0) {
			return Optional.empty();
		}
		Stream<?> inside = (value instanceof Map<?, ?> object) ? object.values().stream()
				: (value instanceof Collection<?> list) ? list.stream() : Stream.empty();
		return inside.map((each) -> text(each, depth - 1)).flatMap(Optional::stream).findFirst();
	}

	/** More than a line is looked at, since white space becomes less. */
	private static String oneLine(String text) {
		String line = beginning(text, 8 * LINE).strip().replaceAll("\\s+", " ");
		return (line.codePointCount(0, line.length()) <= LINE && text.length() <= 8 * LINE) ? line
				: beginning(line, LINE - 1) + "…";
	}

	private static String beginning(String text, int codePoints) {
		return (text.length() <= codePoints) ? text : text.substring(0,
				text.offsetByCodePoints(0, Math.min(codePoints, text.codePointCount(0, text.length()))));
	}

}
