package io.parley.experiment;

import java.util.Iterator;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Schema;

/**
 * A session with its messages, which come last so that they can be written while they are
 * read.
 */
@Schema(name = "ExperimentSessionWithMessages", requiredProperties = { "url", "id", "team", "experiment", "participant",
		"created_at", "updated_at", "messages", "tags", "status", "platform", "state", "ended_at", "message_count" })
record ExperimentSessionWithMessagesResponse(@JsonUnwrapped ExperimentSessionResponse session,
		@ArraySchema(schema = @Schema(
				implementation = ExperimentMessageResponse.class)) Iterator<ExperimentMessageResponse> messages) {
}
