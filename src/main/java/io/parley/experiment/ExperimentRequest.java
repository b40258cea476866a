package io.parley.experiment;

import java.util.Arrays;
import java.util.List;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.parley.store.JsonValue;
import io.parley.web.Characters;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/**
 * What a caller says of an experiment; null counts as absent, and what is absent stays as
 * it is. What only the service can know is ignored.
 */
@Schema(name = "ExperimentPut", example = ExperimentExamples.EXPERIMENT)
@JsonIgnoreProperties({ "id", "url", "team", "created_at", "updated_at" })
record ExperimentRequest(@Characters(min = 1) @Nullable String name,
		@Characters(max = ExperimentRequest.LONGEST_DESCRIPTION) @Nullable String description,
		@PositiveOrZero @Nullable Integer versionNumber,
		@Size(max = 1000, message = "must have at most {max} entries") @ArraySchema(
				schema = @Schema(description = "Any JSON value", types = {
						"object", "array", "string", "number", "boolean",
						"null" })) @Nullable List<JsonValue> versions){

	static final int LONGEST_DESCRIPTION = 4096;

	/** What says nothing of an experiment but that it is there. */
	static final ExperimentRequest NOTHING = new ExperimentRequest(null, null, null, null);

	/** The versions as they are stored; null where none are given. */
	@Nullable List<Object> storedVersions() {
		return (this.versions != null) ? Arrays.asList(this.versions.stream().map(JsonValue::stored).toArray()) : null;
	}

}
