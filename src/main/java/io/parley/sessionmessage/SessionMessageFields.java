package io.parley.sessionmessage;

import io.parley.store.JsonObject;
import io.parley.store.StoredFields;
import org.jspecify.annotations.Nullable;

/**
 * What a caller says of a session message and may change: all of its eight fields but the
 * {@code session_id}. None of them is null.
 *
 * @param messageData what the session holds; a reply is merged into it
 * @param messageDataTemplate what the data must meet once a reply is merged into it
 * @param receptionChannelId the channel by which the session is to be reached
 * @param expiryDate epoch seconds; 0 is never
 * @param status an open set of strings
 * @param dslExecutionId the execution of a workflow that made the session
 */
record SessionMessageFields(String subjectId, JsonObject messageData, JsonObject messageDataTemplate,
		String receptionChannelId, long expiryDate, String status, String dslExecutionId) {

	/** The fields of a new session, with the defaults for what the request leaves out. */
	static SessionMessageFields of(SessionMessageRequest request) {
		return new SessionMessageFields(or(request.subjectId(), ""), or(request.messageData(), JsonObject.empty()),
				or(request.messageDataTemplate(), JsonObject.empty()), or(request.receptionChannelId(), ""),
				or(request.expiryDate(), 0L), or(request.status(), SessionMessage.PENDING),
				or(request.dslExecutionId(), ""));
	}

	/** Adds these fields to the session message that they are stored in. */
	void store(StoredFields stored) {
		stored.with("subject_id", this.subjectId)
			.with("message_data", this.messageData)
			.with("message_data_template", this.messageDataTemplate)
			.with("reception_channel_id", this.receptionChannelId)
			.with("expiry_date", this.expiryDate)
			.with("status", this.status)
			.with("dsl_execution_id", this.dslExecutionId);
	}

	private static <T> T or(@Nullable T given, T otherwise) {
		return (given != null) ? given : otherwise;
	}

}
