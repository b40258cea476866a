package io.parley.experiment;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.parley.store.JsonObject;
import io.parley.web.Characters;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/**
 * A message as a caller gives it. When it was created is the service's to say, and
 * ignored.
 */
@Schema(name = "ExperimentMessageCreate")
@JsonIgnoreProperties("created_at")
record ExperimentMessageRequest(
		@NotNull @Pattern(regexp = "system|user|assistant",
				message = "must be one of system, user, assistant") String role,
		@NotBlank(message = "is required and must not be blank") String content, @Nullable JsonObject metadata,
		@Size(max = 100,
				message = "must have at most {max} entries") @Nullable List<@NotBlank(
						message = "must be a string that is not blank") @Characters(max = 128) String> tags,
		@Size(max = 100, message = "must have at most {max} entries") @Nullable List<@NotNull(
				message = "must be a JSON object") JsonObject> attachments) {

	/** The most messages that one request can bring. */
	static final int MOST = 10_000;

}
