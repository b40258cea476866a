package io.parley.channel.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;

import io.parley.channel.ChannelKind;
import io.parley.dispatch.OutboxEvent;
import io.parley.dispatch.OutboxOwner;
import io.parley.sessionmessage.OutboundMessage;
import io.parley.store.JsonObject;
import io.parley.store.JsonValue;
import org.bson.types.ObjectId;
import org.jspecify.annotations.Nullable;

import org.springframework.data.annotation.Id;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * The delivery of one message, as it is stored.
 *
 * @param id that of the message
 * @param documentId the id of the session's document
 * @param channelDocumentId the id of the document of the channel over which it goes; one
 * that is made later under the same id has nothing of it
 * @param kind of the channel when the message was accepted; null where the channel was
 * gone already
 * @param message what is delivered, as the only member {@code value}
 * @param previous the message that is delivered or given up first, or null
 * @param inOrder whether it waits for that, and is waited for; not once somebody has had
 * it tried again
 * @param attempts how many were begun
 * @param lastError why the latest attempt that ended did not deliver, or null
 * @param lastStatus the receiver's status in it, or null
 * @param nextAttemptAt the earliest time of the next attempt; null where none is to come
 * @param receipt what the receiver called the message, or null
 * @param carrier the event by which the stream carries it since it was put there again;
 * null while it is still carried by the event that accepted it
 * @param sequence the place in the stream of the message that carries it, as soon as it
 * was seen there, or null
 * @param claimedBy the process that makes, or last made, an attempt; null before the
 * first
 * @param claimedDeliveries how often the stream had handed it out by then, or null
 * @param watched what another process noted that found this claim, or null
 * @param movedAt when anything of it was last written
 */
@Document(Delivery.COLLECTION)
public record Delivery(@Id ObjectId id, String team, String sessionId, ObjectId documentId, String subjectId,
		String channelId, @Nullable ObjectId channelDocumentId, @Nullable String kind, String purpose,
		JsonObject message, @Nullable ObjectId previous, boolean inOrder, String state, int attempts,
		@Nullable String lastError, @Nullable Integer lastStatus, Instant createdAt, @Nullable Instant nextAttemptAt,
		@Nullable Instant deliveredAt, @Nullable Instant endedAt, org.bson.@Nullable Document receipt,
		@Nullable String carrier, @Nullable Long sequence, @Nullable String claimedBy, @Nullable Long claimedDeliveries,
		@Nullable Watch watched, Instant movedAt, long version,
		@Nullable List<OutboxEvent> outbox) implements OutboxOwner {

	static final String COLLECTION = "deliveries";

	/** The field by which a receiver calls a message, where others look for it. */
	static final String RECEIPT_KEY = "receipt.ts";

	/** Why deliveries are given up whose channel is gone. */
	static final String CHANNEL_DELETED = "The channel was deleted";

	private static final String VALUE = "value";

	/**
	 * A look at the claim of another process.
	 *
	 * @param deliveries how often the stream had handed out the message by then
	 * @param at when that was, by the clock of who looked
	 */
	record Watch(long deliveries, Instant at) {
	}

	/** The new delivery of a message as it is stored. */
	static org.bson.Document stored(OutboundMessage message, @Nullable ChannelKind kind, Instant now) {
		return new org.bson.Document("_id", message.messageId()).append("session_id", message.sessionId())
			.append("document_id", message.documentId())
			.append("subject_id", message.subjectId())
			.append("channel_id", message.channelId())
			.append("channel_document_id", message.channelDocumentId())
			.append("kind", (kind != null) ? kind.text() : null)
			.append("purpose", message.purpose().name())
			.append("message", JsonObject.of(Map.of(VALUE, message.message())).stored())
			.append("previous", message.previous())
			.append("in_order", true)
			.append("state", DeliveryState.PENDING.text())
			.append("attempts", 0)
			.append("created_at", Date.from(message.at()))
			.append("next_attempt_at", Date.from(message.at()))
			.append("moved_at", Date.from(now))
			.append("version", 0L);
	}

	/** The new delivery of a message whose channel is gone: a dead letter. */
	static org.bson.Document givenUp(OutboundMessage message, Instant now) {
		return stored(message, null, now).append("state", DeliveryState.DEAD.text())
			.append("last_error", CHANNEL_DELETED)
			.append("next_attempt_at", null)
			.append("ended_at", Date.from(now));
	}

	/** How far it is. */
	public DeliveryState stateOf() {
		return DeliveryState.of(this.state).orElseThrow();
	}

	/** Whether it was delivered or given up. */
	public boolean ended() {
		return stateOf() == DeliveryState.DELIVERED || stateOf() == DeliveryState.DEAD;
	}

	/**
	 * How long is left until the next attempt, by a clock that may be another than that
	 * of who wrote down when it is: never more than the pause that was meant.
	 * @return zero or less where it is time
	 */
	Duration untilNextAttempt(Instant now) {
		if (this.nextAttemptAt == null) {
			return Duration.ZERO;
		}
		Duration left = Duration.between(now, this.nextAttemptAt);
		Duration meant = Duration.between(this.movedAt, this.nextAttemptAt);
		return (left.compareTo(meant) < 0) ? left : meant;
	}

	/**
	 * Whether a clock cannot be right by which more is left than the pause was meant to
	 * be.
	 */
	boolean contradicts(Instant now) {
		return now.isBefore(this.movedAt);
	}

	/** Whether it goes over another channel than that of a document. */
	boolean isOfAnother(ObjectId channel) {
		return this.channelDocumentId != null && !this.channelDocumentId.equals(channel);
	}

	/** The message that is delivered. */
	public OutboundMessage outbound() {
		return new OutboundMessage(this.team, this.sessionId, this.documentId, this.subjectId, this.id, this.channelId,
				this.channelDocumentId, OutboundMessage.Purpose.valueOf(this.purpose),
				new JsonValue(this.message.get(VALUE)), this.previous, this.createdAt);
	}

}
