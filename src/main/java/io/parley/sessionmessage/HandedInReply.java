package io.parley.sessionmessage;

import io.parley.store.JsonObject;

/**
 * A reply as a channel hands it in: either data or plain text.
 *
 * @param responseData any JSON object, or null
 * @param text what a human wrote, to be read into the session's template; or null
 * @param replyId the provider's id of the reply, by which a repeated hand-in is
 * recognised; or null
 * @param by who replied, or null where nobody can say
 */
public record HandedInReply(String sessionId, JsonObject responseData, String text, String replyId, RepliedBy by) {
}
