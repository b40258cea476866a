package io.parley.sessionmessage;

import io.parley.store.JsonObject;
import io.parley.web.Characters;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.PositiveOrZero;
import org.jspecify.annotations.Nullable;

/**
 * What a caller says of a session message: its eight fields, and what becomes of an
 * invalid reply; null counts as absent. For a change, each is optional.
 *
 * @param sessionId unique in the team; cannot change
 * @param subjectId who or what the session is about; its reply goes out on a NATS subject
 * of this name
 * @param messageData any JSON object; the reply is merged into it, key by key
 * @param messageDataTemplate what message_data must meet with the reply in it: a JSON
 * Schema (draft 2020-12), or an object with policy_input_schema; {} accepts anything
 * @param receptionChannelId the channel that the message is meant for
 * @param expiryDate epoch seconds, up to the end of the year 9999; 0 is never
 * @param status any; a new session is pending. validated, failed, expired and completed
 * end it, compared without case
 * @param dslExecutionId the execution of a workflow that the session belongs to
 * @param onInvalid what becomes of a reply that does not meet the template; without it
 * the session has failed then
 */
record SessionMessageRequest(@NotNull(groups = OnCreate.class) @Characters(min = 1) @Nullable String sessionId,
		@Characters @Nullable String subjectId, @Nullable JsonObject messageData,
		@Nullable JsonObject messageDataTemplate, @Characters @Nullable String receptionChannelId,
		@PositiveOrZero @Max(value = 253402300799L, message = PAST_9999) @Nullable Long expiryDate,
		@Characters(min = 1, max = 64) @Nullable String status, @Characters @Nullable String dslExecutionId,
		@Valid @Nullable OnInvalid onInvalid) {

	static final String EXAMPLE = """
			{"session_id": "abc123", "subject_id": "user789", "message_data": {"text": "Hello, user!"},
			 "message_data_template": {"type": "object", "properties": {"approved": {"type": "boolean"}}},
			 "reception_channel_id": "slack-sim", "expiry_date": 0, "status": "pending", "dsl_execution_id": "exec-456"}""";

	static final String BY_PYTHON_CLIENT = """
			{"session_id": "abc124", "message_data": {}, "message_data_template": {"type": "object", "additionalProperties": true},
			 "expiry_date": null, "subject_id": "user789"}""";

	static final String UPDATE = """
			{"status": "sent"}""";

	static final String REJECT = """
			{"status": "FAILED"}""";

	private static final String PAST_9999 = "must be in epoch seconds, not milliseconds: "
			+ "at most {value}, the end of the year 9999";

	/** What a new session message needs besides. */
	interface OnCreate {

	}

}
