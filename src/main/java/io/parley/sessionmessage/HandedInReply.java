package io.parley.sessionmessage;

import io.parley.store.JsonObject;
import io.parley.web.Characters;
import io.parley.web.ProblemException;
import org.bson.types.ObjectId;
import org.jspecify.annotations.Nullable;

/**
 * A reply as it is handed in, over HTTP or by a channel: either data or plain text.
 *
 * @param documentId the document of the session that was asked, where who hands in knows
 * it: one of the same {@code session_id} that was created later is not meant then; or
 * null
 * @param channelId the channel over which it came, where who hands in knows it, else
 * null: a human who has to try again is asked there, if the session has a message there,
 * else over the channel of its last message
 * @param responseData any JSON object, or null
 * @param text what a human wrote, to be read into the session's template, 1 to
 * {@link #LONGEST_TEXT} characters; or null
 * @param replyId the provider's id of the reply, 1 to 256 characters, by which a repeated
 * hand-in is recognised; or null
 * @param by who replied, or null: then it is whose credential is at hand
 */
public record HandedInReply(String sessionId, @Nullable ObjectId documentId, @Nullable String channelId,
		@Nullable JsonObject responseData, @Nullable String text, @Nullable String replyId, @Nullable RepliedBy by) {

	/** The most characters of a text. */
	public static final int LONGEST_TEXT = 100_000;

	/**
	 * @throws ProblemException 400 for a reply without data and text, or with both, and
	 * for a reply id out of its bounds
	 */
	public HandedInReply {
		if ((responseData == null) == (text == null)) {
			throw ProblemException.invalid("response_data",
					"response_data or, in its place, text must be given: exactly one of both");
		}
		if (replyId != null && !Characters.Validator.isWithin(replyId, 1, Characters.ID)) {
			throw ProblemException.invalid("reply_id",
					"reply_id must be a string of 1 to " + Characters.ID + " characters without NUL");
		}
	}

	/** A reply to whichever session has that id now. */
	public HandedInReply(String sessionId, @Nullable JsonObject responseData, @Nullable String text,
			@Nullable String replyId, @Nullable RepliedBy by) {
		this(sessionId, null, null, responseData, text, replyId, by);
	}

}
