package io.parley.channel.delivery;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;

import io.parley.web.ProblemException;
import io.parley.web.page.CountedPage;
import io.parley.web.page.PageRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Service;

/**
 * The deliveries of the team of the caller at hand, for pages that show them: the same as
 * {@code /deliveries} answers, with the session of each.
 */
@Service
public class Deliveries {

	/** The most that is counted of one state. */
	public static final int MOST_COUNTED = DeliveryCounts.MOST;

	private final DeliveryService deliveries;

	private final DeliveryCounts counts;

	Deliveries(DeliveryService deliveries, DeliveryCounts counts) {
		this.deliveries = deliveries;
		this.counts = counts;
	}

	/**
	 * A delivery and the session whose message it is.
	 *
	 * @param sessionId the session's {@code session_id}
	 */
	public record OfSession(String sessionId, DeliveryResponse delivery) {

		static OfSession from(Delivery delivery) {
			return new OfSession(delivery.sessionId(), DeliveryResponse.from(delivery));
		}

	}

	/**
	 * The deliveries of a session, the oldest first.
	 * @throws ProblemException 404 where there is no such session
	 */
	public List<DeliveryResponse> ofSession(String sessionId) {
		return this.deliveries.ofSession(sessionId).stream().map(DeliveryResponse::from).toList();
	}

	/**
	 * A page of the deliveries, newest first.
	 * @param state only those in it, as it is spelt, or null
	 * @param channelId only those over it, or null
	 * @throws ProblemException 400 where no state is spelt so
	 */
	public CountedPage<OfSession> list(@Nullable String state, @Nullable String channelId, PageRequest request) {
		return this.deliveries.list(state, channelId, request)
			.map((page) -> page.stream().map(OfSession::from).toList());
	}

	/**
	 * Has a dead letter tried again, from its first attempt on.
	 * @throws ProblemException 404 where there is no such delivery; 409 where it is not
	 * dead, or its channel does not deliver
	 */
	public OfSession retry(String id) {
		return OfSession.from(this.deliveries.retry(id));
	}

	/**
	 * How many deliveries are in each state, of each at most {@link #MOST_COUNTED}.
	 * @param channelId only those over it, or null
	 */
	public Map<DeliveryState, Long> count(@Nullable String channelId) {
		Map<DeliveryState, Long> counts = new EnumMap<>(DeliveryState.class);
		for (DeliveryState state : DeliveryState.values()) {
			counts.put(state, this.counts.count(state, channelId));
		}
		return counts;
	}

}
