package io.parley.channel.delivery;

import java.time.Clock;
import java.time.Instant;

import io.parley.channel.Channel;
import io.parley.channel.ChannelDirectory;
import io.parley.dispatch.StreamConsumers;
import io.parley.store.TeamTemplate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;
import org.springframework.stereotype.Component;

/** Gives up what is left of channels that were deleted. */
@Component
class EndedChannels {

	private static final Logger log = LoggerFactory.getLogger(EndedChannels.class);

	private static final String DELETED = "The channel was deleted";

	private final ChannelDirectory channels;

	private final StreamConsumers consumers;

	private final TeamTemplate store;

	private final Clock clock;

	EndedChannels(ChannelDirectory channels, StreamConsumers consumers, TeamTemplate store, Clock clock) {
		this.channels = channels;
		this.consumers = consumers;
		this.store = store;
		this.clock = clock;
	}

	/** Whether there is a channel of that id over which this service delivers. */
	boolean isGone(String team, String channelId) {
		return this.channels.find(team, channelId).filter((now) -> now.kindOf().isDelivered()).isEmpty();
	}

	/**
	 * Where a channel was deleted, or is no longer delivered by this service: its open
	 * deliveries become dead letters, and its consumer goes. A channel that was made anew
	 * under the same id has nothing of the one before.
	 */
	void endIfGone(Channel channel) {
		boolean same = this.channels.find(channel.team(), channel.channelId())
			.filter((now) -> now.id().equals(channel.id()) && now.kindOf().isDelivered())
			.isPresent();
		if (same) {
			return;
		}
		Instant until = this.channels.find(channel.team(), channel.channelId())
			.map(Channel::createdAt)
			.orElseGet(() -> Instant.MAX);
		giveUp(channel.team(), channel.channelId(), until);
		try {
			this.consumers.remove(ChannelWorkers.CONSUMER + channel.id().toHexString());
		}
		catch (IllegalStateException ex) {
			log.warn("The consumer of channel {} is removed later: {}", channel.channelId(), ex.getMessage());
		}
	}

	/** Gives up the open deliveries over a channel of what was accepted before then. */
	void giveUp(String team, String channelId, Instant before) {
		Criteria open = Criteria.where("channel_id").is(channelId).and("state").in(DeliveryState.OPEN);
		if (!before.equals(Instant.MAX)) {
			open.and("created_at").lt(before);
		}
		Instant now = this.clock.instant();
		Update dead = Update.update("state", DeliveryState.DEAD.text())
			.set("last_error", DELETED)
			.set("next_attempt_at", null)
			.set("ended_at", now)
			.set("moved_at", now)
			.inc("version", 1);
		long given = this.store.of(team).updateMulti(new Query(open), dead, Delivery.class);
		if (given > 0) {
			log.info("{} deliveries over channel {} of team {} are given up: the channel was deleted", given, channelId,
					team);
		}
	}

}
