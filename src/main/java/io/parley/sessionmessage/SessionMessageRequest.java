package io.parley.sessionmessage;

import io.parley.store.JsonObject;
import io.parley.web.Characters;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.PositiveOrZero;

/**
 * The eight fields of a session message as a caller gives them; null counts as absent.
 * For a change, each is optional.
 *
 * @param expiryDate epoch seconds, up to the end of the year 9999; 0 is never
 */
record SessionMessageRequest(@NotNull(groups = OnCreate.class) @Characters(min = 1) String sessionId,
		@Characters String subjectId, JsonObject messageData, JsonObject messageDataTemplate,
		@Characters String receptionChannelId,
		@PositiveOrZero @Max(value = 253402300799L, message = PAST_9999) Long expiryDate,
		@Characters(min = 1, max = 64) String status, @Characters String dslExecutionId) {

	private static final String PAST_9999 = "must be in epoch seconds, not milliseconds: "
			+ "at most {value}, the end of the year 9999";

	/** What a new session message needs besides. */
	interface OnCreate {

	}

}
