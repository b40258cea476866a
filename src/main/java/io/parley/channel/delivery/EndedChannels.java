package io.parley.channel.delivery;

import java.time.Clock;
import java.time.Instant;
import java.util.Objects;

import io.parley.channel.Channel;
import io.parley.channel.ChannelDirectory;
import io.parley.channel.ChannelProperties;
import io.parley.sessionmessage.OutboundMessage;
import io.parley.store.TeamTemplate;
import org.bson.types.ObjectId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.dao.DataAccessException;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;
import org.springframework.stereotype.Component;

/**
 * Gives up what is left of channels that were deleted. A channel is known by its document
 * and not by its id or its age, so that one that is made anew under the same id has
 * nothing of the one before, whatever the clocks say.
 */
@Component
class EndedChannels {

	private static final Logger log = LoggerFactory.getLogger(EndedChannels.class);

	private final ChannelDirectory channels;

	private final DeliveryRepository deliveries;

	private final TeamTemplate store;

	private final ChannelProperties properties;

	private final Clock clock;

	EndedChannels(ChannelDirectory channels, DeliveryRepository deliveries, TeamTemplate store,
			ChannelProperties properties, Clock clock) {
		this.channels = channels;
		this.deliveries = deliveries;
		this.store = store;
		this.properties = properties;
		this.clock = clock;
	}

	/**
	 * Where a channel was deleted its open deliveries become dead letters at once. What
	 * that misses the sweep gives up.
	 */
	void endIfGone(Channel channel) {
		try {
			giveUpIfGone(channel.team(), channel.id());
		}
		catch (DataAccessException ex) {
			log.warn("What is left of channel {} of team {} is given up later: {}", channel.channelId(), channel.team(),
					ex.toString());
		}
	}

	/** Gives up the open deliveries over the channel of a document, where it is gone. */
	void giveUpIfGone(String team, ObjectId channel) {
		if (!this.channels.isGone(team, channel)) {
			return;
		}
		Query open = new Query(Criteria.where("channel_document_id").is(channel).and("state").in(DeliveryState.OPEN));
		Instant now = this.clock.instant();
		Update dead = Update.update("state", DeliveryState.DEAD.text())
			.set("last_error", Delivery.CHANNEL_DELETED)
			.set("next_attempt_at", null)
			.set("ended_at", now)
			.set("moved_at", now)
			.inc("version", 1);
		long given = this.store.of(team).updateMulti(open, dead, Delivery.class);
		if (given > 0) {
			log.info("{} deliveries over channel {} of team {} are given up: it was deleted", given, channel, team);
		}
	}

	/**
	 * Sees to it that a message whose channel is gone has a delivery: a dead letter,
	 * which is not written where there is one. Nothing is done for one so old that its
	 * delivery has ended by age.
	 */
	void giveUpIfGone(OutboundMessage message) {
		boolean old = message.at().isBefore(this.clock.instant().minus(this.properties.keep()));
		if (!old && this.channels.isGone(message.team(), Objects.requireNonNull(message.channelDocumentId()))) {
			this.deliveries.openGivenUp(message);
		}
	}

}
