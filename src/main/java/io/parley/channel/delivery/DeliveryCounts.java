package io.parley.channel.delivery;

import io.parley.store.TeamTemplate;
import org.jspecify.annotations.Nullable;

import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.stereotype.Repository;

/** Counts deliveries, over an index and no further than is worth knowing. */
@Repository
class DeliveryCounts {

	/** The most that is counted of one state. */
	static final int MOST = 10_000;

	private final TeamTemplate store;

	DeliveryCounts(TeamTemplate store) {
		this.store = store;
	}

	/**
	 * How many deliveries of the team of the request are in a state, up to {@link #MOST}.
	 * @param channelId only those over it, or null
	 */
	long count(DeliveryState state, @Nullable String channelId) {
		Criteria filter = Criteria.where("state").is(state.text());
		Criteria whole = (channelId != null) ? filter.and("channel_id").is(channelId) : filter;
		return this.store.count(new Query(whole).limit(MOST), Delivery.class);
	}

}
