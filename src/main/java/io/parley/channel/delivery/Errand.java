package io.parley.channel.delivery;

import java.time.Instant;
import java.util.Optional;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.parley.dispatch.Subjects;
import io.parley.sessionmessage.OutboundMessage;
import io.parley.sessionmessage.OutboundMessage.Purpose;
import io.parley.store.JsonValue;
import org.bson.types.ObjectId;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a message on a channel's subjects asks for: a delivery.
 *
 * @param id the message's id
 * @param carrier the event that has put a delivery on the stream again, or null
 * @param message what is to be delivered; null where the delivery itself has it
 */
record Errand(ObjectId id, @Nullable String carrier, @Nullable OutboundMessage message) {

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

	/**
	 * Reads the event of a message to whichever channel.
	 * @return nothing where it is no message that this service is to deliver over the
	 * channel of the subject
	 */
	static Optional<OutboundMessage> message(JsonMapper mapper, String subject, byte[] payload) {
		try {
			Payload read = mapper.readValue(payload, Payload.class);
			String team = Subjects.team(subject);
			if (read.channelId() == null || !subject.equals(Subjects.outbound(team, read.channelId()))) {
				return Optional.empty();
			}
			return read.errand(team, read.channelId()).map(Errand::message);
		}
		catch (JacksonException | IllegalArgumentException ex) {
			return Optional.empty();
		}
	}

	/** Whether it is a message to another channel than that of a document. */
	boolean isForAnother(ObjectId channel) {
		return this.message != null && this.message.channelDocumentId() != null
				&& !this.message.channelDocumentId().equals(channel);
	}

	/** Of both kinds of events; what one does not have is null. */
	@JsonIgnoreProperties(ignoreUnknown = true)
	record Payload(@Nullable String deliveryId, @Nullable String retryId, String sessionId, String subjectId,
			@Nullable String messageId, @Nullable String channelId, @Nullable JsonValue message, @Nullable Instant at,
			@Nullable Note delivery) {

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
							this.delivery.channelDocument(), this.delivery.purposeOf(), this.message,
							this.delivery.previous(), this.at)));
		}

	}

	/** What the event of a message says where this service is to deliver it. */
	@JsonIgnoreProperties(ignoreUnknown = true)
	record Note(@Nullable String previousMessageId, String purpose, @Nullable String documentId,
			@Nullable String channelDocumentId) {

		private ObjectId document() {
			return new ObjectId(this.documentId);
		}

		private @Nullable ObjectId channelDocument() {
			return (this.channelDocumentId != null) ? new ObjectId(this.channelDocumentId) : null;
		}

		private Purpose purposeOf() {
			return "repair".equals(this.purpose) ? Purpose.REPAIR : Purpose.ASK;
		}

		private @Nullable ObjectId previous() {
			return (this.previousMessageId != null) ? new ObjectId(this.previousMessageId) : null;
		}

	}

}
