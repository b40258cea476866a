package io.parley.sessionmessage;

import java.time.Instant;
import java.util.Locale;

import io.parley.store.JsonValue;
import org.bson.types.ObjectId;
import org.jspecify.annotations.Nullable;

/**
 * A message of a session that this service is to bring to a human.
 *
 * @param team whose it is
 * @param sessionId the session that it belongs to
 * @param documentId the id of that session's document: one that is deleted and created
 * again with the same {@code session_id} has another
 * @param subjectId who or what the session is about
 * @param messageId unique among all messages, in the order of acceptance
 * @param channelId the channel that takes it to somebody
 * @param channelDocumentId the id of that channel's document: one that is deleted and
 * registered again with the same id has another; null where that was not written down
 * @param purpose what it is for
 * @param message a string or a JSON object
 * @param previous the message of the same session to the same channel before it, which is
 * delivered or given up first; null where it is the first
 * @param at when it was accepted
 */
public record OutboundMessage(String team, String sessionId, ObjectId documentId, String subjectId, ObjectId messageId,
		String channelId, @Nullable ObjectId channelDocumentId, Purpose purpose, JsonValue message,
		@Nullable ObjectId previous, Instant at) {

	/** What a message to a human is for. */
	public enum Purpose {

		/** A program asks. */
		ASK,

		/** The service says what was wrong with a reply, and asks again. */
		REPAIR;

		/** As it is spelt in events and the store. */
		public String text() {
			return name().toLowerCase(Locale.ROOT);
		}

	}

}
