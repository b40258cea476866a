package io.parley.channel;

import io.parley.sessionmessage.AskedSession;
import io.parley.sessionmessage.OutboundMessage.Purpose;
import io.parley.store.JsonValue;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/**
 * A message as it is put before a human.
 *
 * @param messageId the same in every attempt
 * @param message a string or a JSON object
 * @param session the session that it belongs to as it is now; null for one that is gone,
 * and for a test
 * @param test whether it only tries the channel
 * @param replyPageUrl where a human can reply in a browser; null where there is no
 * session, or it has ended
 * @param responseUrl where a program hands in the reply; null where the session is gone
 * @param thread the receipt of the first message of the session that was delivered over
 * this channel, in whose thread this one belongs; null where it is the first
 */
public record OutgoingMessage(String team, String messageId, @Nullable String sessionId, @Nullable String subjectId,
		String channelId, Purpose purpose, JsonValue message, @Nullable AskedSession session, boolean test,
		@Nullable String replyPageUrl, @Nullable String responseUrl, @Nullable Document thread) {
}
