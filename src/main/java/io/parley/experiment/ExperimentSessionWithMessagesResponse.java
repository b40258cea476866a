package io.parley.experiment;

import java.util.Iterator;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Schema;

/**
 * A session with its messages, which come last so that they can be written while they are
 * read.
 */
@Schema(name = "ExperimentSessionWithMessages")
record ExperimentSessionWithMessagesResponse(@JsonUnwrapped ExperimentSessionResponse session,
		@ArraySchema(schema = @Schema(
				implementation = ExperimentMessageResponse.class)) Iterator<ExperimentMessageResponse> messages) {
}
