package io.parley.console;

import java.time.Instant;
import java.util.List;

import io.parley.channel.delivery.DeliveryResponse;
import io.parley.store.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * One thing that came of a session.
 *
 * @param what it was, in words
 * @param by who did it, in words; null where that is not known or goes without saying
 * @param text of the message; null where it is none
 * @param data that were handed in; null where they are none
 * @param errors a sentence for each field of the data that does not meet the template
 * @param delivery how the message is brought to its receiver; null where another does
 * that, or the caller may not see it
 */
record HistoryEntry(Instant at, String what, @Nullable String by, @Nullable String text, @Nullable JsonObject data,
		List<String> errors, @Nullable DeliveryResponse delivery) {

	static HistoryEntry of(Instant at, String what) {
		return new HistoryEntry(at, what, null, null, null, List.of(), null);
	}

}
