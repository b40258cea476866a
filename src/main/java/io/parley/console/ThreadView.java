package io.parley.console;

import java.time.Instant;
import java.util.List;

import io.parley.store.JsonValue;
import org.jspecify.annotations.Nullable;

/**
 * A thread as pages show it.
 *
 * @param recipients some of those that take part besides the one whose page it is
 * @param more how many others take part
 * @param sender who sent the newest message
 * @param excerpt the beginning of it, or null where it has no text
 * @param value of the field by which the messages are grouped: a text or a JSON value;
 * null where there is none
 * @param path where to read on
 */
record ThreadView(List<ParticipantView> recipients, int more, ParticipantView sender, @Nullable String excerpt,
		Instant at, long count, @Nullable Object value, String path) {

	/** Whether the value is no text. */
	public boolean isJson() {
		return this.value instanceof JsonValue;
	}

}
