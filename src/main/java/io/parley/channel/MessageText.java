package io.parley.channel;

import java.util.ArrayList;
import java.util.List;

import io.parley.store.JsonKeys;
import io.parley.store.JsonValue;
import org.bson.Document;
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
			return scalar(message.stored());
		}
		List<String> lines = new ArrayList<>();
		if (object.get(TEXT) instanceof String text) {
			lines.add(text);
		}
		object.forEach((key, value) -> {
			if (!key.equals(TEXT) || !(value instanceof String)) {
				lines.add(JsonKeys.decode(key) + ": " + scalar(value));
			}
		});
		return String.join("\n", lines);
	}

	private static String scalar(Object value) {
		return (value instanceof String text) ? text : JSON.writeValueAsString(new JsonValue(value));
	}

}
