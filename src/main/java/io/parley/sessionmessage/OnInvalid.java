package io.parley.sessionmessage;

import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import org.bson.Document;

/**
 * What becomes of a reply that does not meet the template.
 *
 * @param retries how many such replies leave the session open, 0 to 10: the human is told
 * what was wrong and may reply again. The one after them fails it
 */
@Schema(name = "OnInvalid")
public record OnInvalid(@NotNull @Min(0) @Max(10) Integer retries) {

	/** As it stands in a stored session message. */
	Document stored() {
		return new Document("retries", this.retries);
	}

}
