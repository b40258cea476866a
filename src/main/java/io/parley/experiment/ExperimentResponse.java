package io.parley.experiment;

import java.time.Instant;
import java.util.List;

import io.parley.store.JsonValue;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Schema;

/** An experiment as callers see it. */
@Schema(name = "Experiment", requiredProperties = { "id", "name", "description", "url", "version_number", "versions",
		"created_at", "updated_at" })
public record ExperimentResponse(String id, String name, String description, String url, int versionNumber,
		@ArraySchema(schema = @Schema(description = "Any JSON value", types = {
				"object", "array", "string", "number", "boolean", "null" })) List<JsonValue> versions,
		Instant createdAt, Instant updatedAt){

	static ExperimentResponse from(Experiment experiment, Urls urls) {
		return new ExperimentResponse(experiment.experimentId(), experiment.name(), experiment.description(),
				urls.experiment(experiment.experimentId()), experiment.versionNumber(),
				experiment.versions().stream().map(JsonValue::new).toList(), experiment.createdAt(),
				experiment.updatedAt());
	}

}
