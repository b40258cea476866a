package io.parley.channel.delivery;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.parley.dispatch.Outbox;
import io.parley.dispatch.OutboxEvent;
import io.parley.dispatch.OutboxSource;
import io.parley.dispatch.Subjects;
import org.bson.types.ObjectId;

import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;
import org.springframework.stereotype.Component;

/**
 * Puts deliveries on the stream again. The event is written with the change that asks for
 * it; from then on it carries the delivery, and what carried it before is only a copy.
 */
@Component
class DeliveryCarrier {

	private final Outbox outbox;

	private final OutboxSource source;

	private final Clock clock;

	DeliveryCarrier(Outbox outbox, OutboxSource deliveryOutbox, Clock clock) {
		this.outbox = outbox;
		this.source = deliveryOutbox;
		this.clock = clock;
	}

	/** Puts a delivery that the stream has lost there again, as it stands. */
	Optional<Delivery> again(Delivery lost) {
		return put(lost, Update.update("state", DeliveryState.PENDING.text())
			.set("next_attempt_at", (lost.nextAttemptAt() != null) ? lost.nextAttemptAt() : this.clock.instant()));
	}

	/**
	 * Has a dead letter tried from the beginning; it holds up nothing, and waits for
	 * nothing.
	 * @param channel the document of the channel that has its id now
	 */
	Optional<Delivery> revive(Delivery dead, ObjectId channel) {
		return put(dead,
				Update.update("state", DeliveryState.PENDING.text())
					.set("attempts", 0)
					.set("in_order", false)
					.set("channel_document_id", channel)
					.set("next_attempt_at", this.clock.instant())
					.unset("ended_at"));
	}

	/**
	 * @return nothing where the delivery has changed since it was read
	 */
	private Optional<Delivery> put(Delivery delivery, Update update) {
		Instant now = this.clock.instant();
		String event = new ObjectId().toHexString();
		update.set("carrier", event)
			.set("moved_at", now)
			.unset("sequence")
			.unset("claimed_by")
			.unset("claimed_deliveries");
		OutboxEvent retry = this.outbox.event(event, now,
				List.of(Subjects.of(delivery.team(), "channels", delivery.channelId(), "retry")), null,
				Map.of("delivery_id", delivery.id().toHexString(), "retry_id", event));
		return this.outbox.change(this.source, delivery,
				new Query(Criteria.where("version").is(delivery.version()).and("state").is(delivery.state())), update,
				List.of(retry));
	}

}
