package io.parley.sessionmessage;

import java.time.Instant;

import io.parley.store.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * A session as a human who is to reply sees it.
 *
 * @param messageData what it holds
 * @param expiryDate epoch seconds; 0 is never
 * @param endedAt when it ended, or null
 * @param replied whether it has a reply
 */
public record SessionQuestion(AskedSession session, JsonObject messageData, long expiryDate, @Nullable Instant endedAt,
		boolean replied) {
}
