package io.parley.sessionmessage;

import java.time.Instant;
import java.util.List;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.parley.store.JsonObject;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A session message as callers see it: the eight fields, then what the service adds.
 *
 * @param expiryDate epoch seconds; 0 is never
 * @param endedAt when it ended; left out while it is open
 * @param reply the response data of the reply, once there is one
 * @param validationErrors a sentence for each field of the reply that does not meet the
 * template; empty where all does
 * @param repliedBy who replied, where the channel says so, else whose credential the
 * reply was handed in with, where one was asked
 * @param onInvalid what becomes of a reply that does not meet the template, where the
 * session says so
 * @param retriesLeft how many more replies that do not meet the template leave it open
 * @param attempts every reply to a session with on_invalid, the latest last: 32 at most,
 * and of large ones those that take 2 MiB together
 */
@Schema(name = "SessionMessage")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record SessionMessageResponse(String sessionId, String subjectId, JsonObject messageData,
		JsonObject messageDataTemplate, String receptionChannelId, long expiryDate, String status,
		String dslExecutionId, Instant createdAt, Instant updatedAt, @Nullable Instant endedAt,
		@Nullable JsonObject reply, @Nullable JsonObject validationErrors, @Nullable RepliedBy repliedBy,
		@Nullable OnInvalid onInvalid, @Nullable Integer retriesLeft, @Nullable List<ReplyAttempt> attempts) {

	static SessionMessageResponse from(SessionMessage session) {
		SessionMessageFields fields = session.fields();
		return new SessionMessageResponse(session.sessionId(), fields.subjectId(), fields.messageData(),
				fields.messageDataTemplate(), fields.receptionChannelId(), fields.expiryDate(), fields.status(),
				fields.dslExecutionId(), session.createdAt(), session.updatedAt(), session.endedAt(), session.reply(),
				session.validationErrors(), session.repliedBy(), session.trail().onInvalid(),
				session.trail().retriesLeft(), attempts(session.trail()));
	}

	private static @Nullable List<ReplyAttempt> attempts(SessionTrail trail) {
		return (trail.attempts() == null && trail.onInvalid() != null) ? List.of() : trail.attempts();
	}

}
