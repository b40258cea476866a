package io.parley.sessionmessage;

import io.parley.store.JsonObject;
import io.parley.web.Characters;
import jakarta.validation.constraints.NotNull;

/**
 * What somebody replied to a session message.
 *
 * @param responseData any JSON object
 */
record ReplyRequest(@NotNull @Characters(min = 1) String sessionId, @NotNull JsonObject responseData) {

	HandedInReply handedIn() {
		return new HandedInReply(this.sessionId, this.responseData, null, null, null);
	}

	static final String EXAMPLE = """
			{"session_id": "abc123", "response_data": {"approved": true}}""";

}
