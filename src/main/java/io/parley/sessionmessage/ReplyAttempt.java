package io.parley.sessionmessage;

import java.time.Instant;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.parley.store.JsonObject;
import io.swagger.v3.oas.annotations.media.Schema;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/**
 * A reply to a session whose human may try more than once.
 *
 * @param at when it was taken
 * @param responseData as it was received
 * @param validationErrors a sentence for each field that does not meet the template;
 * empty where all does
 * @param repliedBy who handed it in, where that is known
 */
@Schema(name = "ReplyAttempt")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ReplyAttempt(Instant at, JsonObject responseData, JsonObject validationErrors,
		@Nullable RepliedBy repliedBy) {

	/** What can be large of it. */
	Document large() {
		return new Document("response_data", this.responseData.stored()).append("validation_errors",
				this.validationErrors.stored());
	}

}
