package io.parley.sessionmessage;

import java.time.Instant;

import io.parley.store.JsonObject;
import org.bson.types.ObjectId;
import org.jspecify.annotations.Nullable;

import org.springframework.data.annotation.Id;

/**
 * What a list shows of a session.
 *
 * @param id of its document
 * @param expiryDate epoch seconds; 0 is never
 * @param endedAt when it ended; null while it is open
 */
public record SessionSummary(@Id ObjectId id, String sessionId, String subjectId, String receptionChannelId,
		String status, long expiryDate, JsonObject messageData, Instant createdAt, @Nullable Instant endedAt) {
}
