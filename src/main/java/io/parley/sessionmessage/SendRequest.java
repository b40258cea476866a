package io.parley.sessionmessage;

import io.parley.store.JsonValue;
import io.parley.web.Characters;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.NotNull;
import org.bson.Document;

/**
 * A message to somebody.
 *
 * @param channelId the channel that takes it to somebody
 * @param message a string or a JSON object
 */
record SendRequest(@NotNull @Characters(min = 1) String channelId, @NotNull @Schema(oneOf = {
		String.class, Object.class }) JsonValue message){

	static final String TEXT = """
			{"channel_id": "slack-sim", "message": "Please approve the order"}""";

	static final String OBJECT = """
			{"channel_id": "slack-sim", "message": {"text": "Please approve the order", "order": 17}}""";

	@AssertTrue(message = "must be a string or a JSON object")
	boolean isMessage() {
		return this.message == null || this.message.stored() instanceof String
				|| this.message.stored() instanceof Document;
	}

}
