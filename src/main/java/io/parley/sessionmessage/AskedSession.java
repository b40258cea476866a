package io.parley.sessionmessage;

import io.parley.store.JsonObject;
import org.bson.types.ObjectId;
import org.jspecify.annotations.Nullable;

/**
 * A session as who brings its messages to a human sees it.
 *
 * @param id the id of its document: a session that is deleted and created again with the
 * same {@code session_id} has another
 * @param template what a reply must be like
 * @param status its status, in which expired stands also where its time has passed and
 * nobody has written it yet
 * @param ended whether it takes no more replies
 * @param repliedBy who handed in the reply that it has, or null
 */
public record AskedSession(ObjectId id, String sessionId, JsonObject template, String status, boolean ended,
		@Nullable RepliedBy repliedBy) {
}
