package io.parley.channel.delivery;

import java.util.Optional;

import io.parley.reply.AskedMessage;
import io.parley.reply.AskedMessages;
import org.bson.types.ObjectId;

import org.springframework.stereotype.Component;

/** The messages that are kept with their deliveries. */
@Component
class DeliveredMessages implements AskedMessages {

	private final DeliveryRepository deliveries;

	DeliveredMessages(DeliveryRepository deliveries) {
		this.deliveries = deliveries;
	}

	@Override
	public Optional<AskedMessage> find(String team, ObjectId session, ObjectId messageId) {
		return this.deliveries.find(team, messageId)
			.filter((delivery) -> session.equals(delivery.documentId()))
			.map((delivery) -> new AskedMessage(delivery.channelId(), delivery.outbound().message()));
	}

}
