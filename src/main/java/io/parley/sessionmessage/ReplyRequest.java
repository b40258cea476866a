package io.parley.sessionmessage;

import io.parley.store.JsonObject;
import io.parley.web.Characters;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.NotNull;
import org.jspecify.annotations.Nullable;

/**
 * What somebody replied to a session message: either response_data or text.
 *
 * @param responseData any JSON object
 * @param text what a human wrote. It is read into the field that the template asks for:
 * yes or no, a number, one of an enum, or the only string field; what cannot be read is
 * kept as {"text": …}
 * @param replyId the provider's own id of the reply, 1 to 256 characters. A reply of this
 * session that is handed in again with it is answered as the first time, and changes
 * nothing
 */
record ReplyRequest(@NotNull @Characters(min = 1) String sessionId, @Nullable JsonObject responseData,
		@Characters(min = 1, max = HandedInReply.LONGEST_TEXT) @Nullable String text,
		@Schema(minLength = 1, maxLength = Characters.ID) @Nullable String replyId) {

	static final String EXAMPLE = """
			{"session_id": "abc123", "response_data": {"approved": true}}""";

	static final String AS_TEXT = """
			{"session_id": "abc123", "text": "Yes!", "reply_id": "1769851800.000100"}""";

	HandedInReply handedIn() {
		return new HandedInReply(this.sessionId, this.responseData, this.text, this.replyId, null);
	}

}
