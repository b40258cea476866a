package io.parley.channel.slack;

import java.util.Map;
import java.util.Optional;

import org.bson.types.ObjectId;
import tools.jackson.databind.JsonNode;

/**
 * What a message in Slack says of itself, in the metadata that only apps see and set: so
 * it is known also where nothing was written down after Slack had taken it.
 *
 * @param sessionId the id of the session's document
 * @param messageId the id of the message
 */
record SlackMark(ObjectId sessionId, ObjectId messageId) {

	private static final String TYPE = "parley_message";

	private static final String SESSION = "session";

	private static final String MESSAGE = "message";

	Map<String, Object> metadata() {
		return Map.of("event_type", TYPE, "event_payload",
				Map.of(SESSION, this.sessionId.toHexString(), MESSAGE, this.messageId.toHexString()));
	}

	/** That of a message as Slack shows it; nothing where it is none of ours. */
	static Optional<SlackMark> of(JsonNode message) {
		JsonNode payload = message.path("metadata").path("event_payload");
		String session = payload.path(SESSION).asString("");
		String id = payload.path(MESSAGE).asString("");
		return (message.path("metadata").path("event_type").asString("").equals(TYPE) && ObjectId.isValid(session)
				&& ObjectId.isValid(id)) ? Optional.of(new SlackMark(new ObjectId(session), new ObjectId(id)))
						: Optional.empty();
	}

}
