package io.parley.experiment;

import java.util.List;

import io.parley.web.Characters;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

/** Tags to add to a session or to remove from it. */
@Schema(name = "ExperimentSessionTagsRequest")
record TagsRequest(@NotNull @Size(max = 100, message = "must have at most {max} entries") List<@NotBlank(
		message = "must be a string that is not blank") @Characters(max = 128) String> tags) {
}
