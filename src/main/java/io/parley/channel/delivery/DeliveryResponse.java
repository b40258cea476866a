package io.parley.channel.delivery;

import java.time.Instant;

import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * The delivery of one message.
 *
 * @param id by which it is tried again
 * @param messageId the message's id, as sending it answered
 * @param attempts how many were begun
 * @param lastError why the latest attempt did not deliver, or not to all; else null
 * @param lastStatus the receiver's status in the latest attempt, or null
 * @param createdAt when the message was accepted
 * @param nextAttemptAt the earliest time of the next attempt; null where none is to come
 * @param deliveredAt when the receiver had it, or null
 */
@Schema(name = "Delivery")
public record DeliveryResponse(String id, String messageId, String channelId, DeliveryState state, int attempts,
		@Schema(types = {
				"string", "null" }) @Nullable String lastError,
		@Schema(types = { "integer", "null" }) @Nullable Integer lastStatus, Instant createdAt,
		@Schema(types = { "string", "null" }, format = "date-time") @Nullable Instant nextAttemptAt,
		@Schema(types = { "string", "null" }, format = "date-time") @Nullable Instant deliveredAt){

	static DeliveryResponse from(Delivery delivery) {
		String id = delivery.id().toHexString();
		return new DeliveryResponse(id, id, delivery.channelId(), delivery.stateOf(), delivery.attempts(),
				delivery.lastError(), delivery.lastStatus(), delivery.createdAt(), delivery.nextAttemptAt(),
				delivery.deliveredAt());
	}

}
