package io.parley.experiment;

import java.time.Instant;
import java.util.List;

import io.parley.store.JsonObject;
import io.swagger.v3.oas.annotations.media.Schema;

/** A message as callers see it. */
@Schema(name = "ExperimentMessage",
		requiredProperties = { "created_at", "role", "content", "metadata", "tags", "attachments" })
public record ExperimentMessageResponse(Instant createdAt, String role, String content, JsonObject metadata,
		List<String> tags, List<JsonObject> attachments) {

	static List<ExperimentMessageResponse> from(MessageBatch batch) {
		return batch.messages().stream().map((message) -> from(batch, message)).toList();
	}

	/** One of the messages of a batch. */
	static ExperimentMessageResponse from(MessageBatch batch, MessageBatch.Message message) {
		return new ExperimentMessageResponse(batch.createdAt(), message.role(), message.content(), message.metadata(),
				message.tags(), message.attachments());
	}

}
