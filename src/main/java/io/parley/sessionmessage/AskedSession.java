package io.parley.sessionmessage;

import java.time.Instant;

import io.parley.store.JsonObject;
import org.bson.types.ObjectId;

/**
 * A session as who brings its messages to a human sees it.
 *
 * @param id the id of its document: a session that is deleted and created again with the
 * same {@code session_id} has another
 * @param messageData what it holds
 * @param template what a reply must be like
 * @param status its status, in which expired stands also where its time has passed and
 * nobody has written it yet
 * @param ended whether it takes no more replies
 * @param expiryDate epoch seconds; 0 is never
 * @param repliedBy who handed in the reply that it has, or null
 * @param endedAt when it ended, or null
 * @param replied whether it has a reply
 */
public record AskedSession(ObjectId id, String sessionId, JsonObject messageData, JsonObject template, String status,
		boolean ended, long expiryDate, RepliedBy repliedBy, Instant endedAt, boolean replied) {
}
