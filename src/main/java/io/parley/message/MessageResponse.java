package io.parley.message;

import java.time.Instant;
import java.util.List;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.parley.store.JsonObject;
import org.jspecify.annotations.Nullable;

/** A message as callers and consumers of its events see it. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record MessageResponse(@JsonProperty("_id") String id, String senderId, String senderType, List<String> botIds,
		List<String> userIds, @Nullable String body, @Nullable JsonObject context, SourceCreator sourceCreator,
		@Nullable String runnableCallId, @Nullable List<Attachment> attachments,
		@JsonProperty("createdAt") Instant createdAt) {

	static MessageResponse from(Message message) {
		return new MessageResponse(message.id().toHexString(), message.senderId(), message.senderType(),
				message.botIds(), message.userIds(), message.body(), message.context(), message.sourceCreator(),
				message.runnableCallId(), message.attachments(), message.createdAt());
	}

}
