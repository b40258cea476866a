package io.parley.reply;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.parley.store.JsonKeys;
import io.parley.store.JsonValue;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** A message as plain text for a human. */
public final class MessageText {

	private static final String TEXT = "text";

	private static final JsonMapper JSON = JsonMapper.shared();

	private MessageText() {
	}

	/**
	 * A string as it is. Of an object its {@code text}, where it has one, then each other
	 * member in a line of its own; what is nested as JSON.
	 */
	public static String of(JsonValue message) {
		if (!(message.stored() instanceof Document object)) {
			return value(message.stored());
		}
		return Stream
			.concat(lead(object).stream(), facts(object).stream().map((fact) -> fact.name() + ": " + fact.value()))
			.collect(Collectors.joining("\n"));
	}

	/** The {@code text} of an object, where that is a string. */
	public static Optional<String> lead(Document object) {
		return (object.get(TEXT) instanceof String text) ? Optional.of(text) : Optional.empty();
	}

	/** Each other member of an object. */
	public static List<MessageFact> facts(Document object) {
		return object.entrySet()
			.stream()
			.filter((member) -> !member.getKey().equals(TEXT) || !(member.getValue() instanceof String))
			.map((member) -> new MessageFact(JsonKeys.decode(member.getKey()), value(member.getValue())))
			.toList();
	}

	/** One value as it is stored: a string as it is, all else as JSON. */
	public static String value(@Nullable Object value) {
		return (value instanceof String text) ? text : JSON.writeValueAsString(new JsonValue(value));
	}

	/**
	 * A text of at most so many characters, of which the last tells that there is more.
	 */
	public static String cut(String text, int longest) {
		if (text.length() <= longest) {
			return text;
		}
		int end = Character.isHighSurrogate(text.charAt(longest - 2)) ? longest - 2 : longest - 1;
		return text.substring(0, end) + "…";
	}

}
