package io.parley.sessionmessage;

import io.parley.store.JsonObject;

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

	private static <T> T or(T given, T otherwise) {
		return (given != null) ? given : otherwise;
	}

}
