package io.parley.sessionmessage;

import io.parley.store.JsonObject;
import io.parley.web.Characters;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.PositiveOrZero;

/**
 * The eight fields of a session message as a caller gives them; null counts as absent.
 * For a change, each is optional.
 *
 * @param expiryDate epoch seconds; 0 is never
 */
record SessionMessageRequest(@NotNull(groups = OnCreate.class) @Characters(min = 1) String sessionId,
		@Characters String subjectId, JsonObject messageData, JsonObject messageDataTemplate,
		@Characters String receptionChannelId, @PositiveOrZero Long expiryDate,
		@Characters(min = 1, max = 64) String status, @Characters String dslExecutionId) {

	/** What a new session message needs besides. */
	interface OnCreate {

	}

}
