package io.parley.channel.delivery;

import java.util.List;

import io.parley.channel.Channel;
import io.parley.channel.ChannelDirectory;
import io.parley.sessionmessage.SessionMessages;
import io.parley.store.CompareAndSet;
import io.parley.store.Ids;
import io.parley.store.TeamTemplate;
import io.parley.web.ProblemException;
import io.parley.web.page.CountedPage;
import io.parley.web.page.PageRequest;
import org.bson.types.ObjectId;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Service;

/** What callers see of deliveries, and have done with them. */
@Service
class DeliveryService {

	private final DeliveryRepository deliveries;

	private final DeliveryCarrier carrier;

	private final SessionMessages sessions;

	private final ChannelDirectory channels;

	private final TeamTemplate store;

	DeliveryService(DeliveryRepository deliveries, DeliveryCarrier carrier, SessionMessages sessions,
			ChannelDirectory channels, TeamTemplate store) {
		this.deliveries = deliveries;
		this.carrier = carrier;
		this.sessions = sessions;
		this.channels = channels;
		this.store = store;
	}

	/**
	 * @throws ProblemException 404 where there is no such session
	 */
	List<Delivery> ofSession(String sessionId) {
		return this.sessions.find(sessionId)
			.map(this.deliveries::of)
			.orElseThrow(() -> ProblemException.notFound("There is no session with session_id " + sessionId));
	}

	/**
	 * @param state as it is spelt, or null
	 * @throws ProblemException 400 where no state is spelt so
	 */
	CountedPage<Delivery> list(@Nullable String state, @Nullable String channelId, PageRequest page) {
		DeliveryState wanted = (state != null) ? DeliveryState.of(state)
			.orElseThrow(() -> ProblemException.invalid("state",
					"state must be one of " + String.join(", ", DeliveryState.all())))
				: null;
		return this.deliveries.list(wanted, channelId, page);
	}

	/**
	 * Has a dead letter tried again, from its first attempt on.
	 * @throws ProblemException 404 where there is no such delivery; 409 where it is not
	 * dead, or its channel does not deliver
	 */
	Delivery retry(String id) {
		ObjectId delivered = Ids.read(id).orElseThrow(() -> notThere(id));
		return CompareAndSet.repeat("Delivery " + id, () -> {
			Delivery delivery = this.deliveries.find(this.store.team(), delivered).orElseThrow(() -> notThere(id));
			if (delivery.stateOf() != DeliveryState.DEAD) {
				throw ProblemException.conflict(
						"Delivery %s is %s; only one that is dead can be tried again".formatted(id, delivery.state()));
			}
			return this.carrier.revive(delivery, channel(delivery).id());
		});
	}

	/** The channel that has the delivery's channel id now. */
	private Channel channel(Delivery delivery) {
		return this.channels.findStored(delivery.team(), delivery.channelId())
			.filter((channel) -> channel.enabled() && channel.kindOf().isDelivered())
			.orElseThrow(() -> ProblemException.conflict(("Channel %s is not registered, not enabled, or of kind nats;"
					+ " a delivery over it can be tried again once it is")
				.formatted(delivery.channelId())));
	}

	private static ProblemException notThere(String id) {
		return ProblemException.notFound("There is no delivery with id " + id);
	}

}
