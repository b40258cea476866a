package io.parley.sessionmessage;

import java.time.Instant;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.parley.store.JsonObject;

/**
 * A session message as callers see it: the eight fields of the document, then what the
 * service adds.
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record SessionMessageResponse(String sessionId, String subjectId, JsonObject messageData,
		JsonObject messageDataTemplate, String receptionChannelId, long expiryDate, String status,
		String dslExecutionId, Instant createdAt, Instant updatedAt, Instant endedAt, JsonObject reply,
		JsonObject validationErrors) {

	static SessionMessageResponse from(SessionMessage session) {
		SessionMessageFields fields = session.fields();
		return new SessionMessageResponse(session.sessionId(), fields.subjectId(), fields.messageData(),
				fields.messageDataTemplate(), fields.receptionChannelId(), fields.expiryDate(), fields.status(),
				fields.dslExecutionId(), session.createdAt(), session.updatedAt(), session.endedAt(), session.reply(),
				session.validationErrors());
	}

}
