package io.parley.channel.delivery;

import java.time.Instant;
import java.util.Optional;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.parley.sessionmessage.OutboundMessage;
import io.parley.sessionmessage.OutboundMessage.Purpose;
import io.parley.store.JsonValue;
import org.bson.types.ObjectId;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a message on a channel's subjects asks for: a delivery.
 *
 * @param id the message's id
 * @param carrier the event that has put a delivery on the stream again, or null
 * @param message what is to be delivered; null where the delivery itself has it
 */
record Errand(ObjectId id, String carrier, OutboundMessage message) {

	/**
	 * Reads the payload of an event.
	 * @return nothing where it asks this service for nothing, such as a message to a
	 * worker outside
	 */
	static Optional<Errand> read(JsonMapper mapper, String team, String channelId, byte[] payload) {
		try {
			return mapper.readValue(payload, Payload.class).errand(team, channelId);
		}
		catch (JacksonException | IllegalArgumentException ex) {
			return Optional.empty();
		}
	}

	/** Of both kinds of events; what one does not have is null. */
	@JsonIgnoreProperties(ignoreUnknown = true)
	record Payload(String deliveryId, String retryId, String sessionId, String subjectId, String messageId,
			String channelId, JsonValue message, Instant at, Note delivery) {

		private Optional<Errand> errand(String team, String channel) {
			if (this.deliveryId != null && this.retryId != null) {
				return Optional.of(new Errand(new ObjectId(this.deliveryId), this.retryId, null));
			}
			if (this.delivery == null || this.delivery.documentId() == null || this.messageId == null
					|| this.message == null || this.at == null || !channel.equals(this.channelId)) {
				return Optional.empty();
			}
			ObjectId id = new ObjectId(this.messageId);
			return Optional.of(new Errand(id, null,
					new OutboundMessage(team, this.sessionId, this.delivery.document(), this.subjectId, id, channel,
							this.delivery.purposeOf(), this.message, this.delivery.previous(), this.at)));
		}

	}

	/** What the event of a message says where this service is to deliver it. */
	@JsonIgnoreProperties(ignoreUnknown = true)
	record Note(String previousMessageId, String purpose, String documentId) {

		private ObjectId document() {
			return new ObjectId(this.documentId);
		}

		private Purpose purposeOf() {
			return "repair".equals(this.purpose) ? Purpose.REPAIR : Purpose.ASK;
		}

		private ObjectId previous() {
			return (this.previousMessageId != null) ? new ObjectId(this.previousMessageId) : null;
		}

	}

}
