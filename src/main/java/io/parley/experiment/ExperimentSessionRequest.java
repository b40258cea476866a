package io.parley.experiment;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.parley.store.JsonObject;
import io.parley.web.Characters;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/**
 * A new session as a caller asks for it; null counts as absent. What only the service can
 * say of a session is ignored.
 *
 * @param experiment the id of an experiment
 * @param participant its identifier; a new one where it is absent
 * @param platform where the session takes place
 */
@Schema(name = "ExperimentSessionCreate", example = ExperimentExamples.SESSION)
@JsonIgnoreProperties({ "url", "id", "team", "created_at", "updated_at", "ended_at", "status", "tags",
		"message_count" })
record ExperimentSessionRequest(@NotNull @Characters(min = 1) String experiment,
		@Characters(min = 1) @Nullable String participant,
		@Size(max = ExperimentMessageRequest.MOST,
				message = "must have at most {max} entries") @Nullable List<@NotNull @Valid ExperimentMessageRequest> messages,
		@Nullable JsonObject state, @Characters(min = 1, max = 64) @Nullable String platform) {
}
