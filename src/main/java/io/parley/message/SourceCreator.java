package io.parley.message;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.parley.store.StoredFields;
import io.parley.web.Characters;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/**
 * What made a message.
 *
 * @param creatorId the id of the script or job, if that is the type
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record SourceCreator(
		@NotNull @Pattern(regexp = "jobs|scripts|rest|socket",
				message = "must be one of jobs, scripts, rest, socket") String type,
		@JsonProperty("id") @Characters(min = 1) @Nullable String creatorId) {

	static final SourceCreator REST = new SourceCreator("rest", null);

	/** As it stands in a stored message. */
	Document stored() {
		return new StoredFields().with("type", this.type).with("creator_id", this.creatorId).document();
	}

}
