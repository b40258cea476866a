package io.parley.channel.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import io.parley.channel.Channel;
import io.parley.channel.ChannelDirectory;
import io.parley.store.Teams;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.stereotype.Component;

/**
 * Finds deliveries that the stream has lost, since it was purged or they were too old for
 * it, and puts them there again. A delivery moves after the stream took the message that
 * carries it. So one that last moved before the stream took the oldest message with which
 * its channel's consumer is not done has no message there: what merely waits, for its
 * next attempt, for a message before it or for its receiver, always has.
 */
@Component
class LostDeliverySweep {

	private static final Logger log = LoggerFactory.getLogger(LostDeliverySweep.class);

	/** By which clocks may differ, and events take their time to the stream. */
	private static final Duration MARGIN = Duration.ofMinutes(5);

	private static final int MOST = 200;

	private final ChannelDirectory channels;

	private final ChannelWorkers workers;

	private final DeliveryCarrier carrier;

	private final Leftovers leftovers;

	private final DeliveryRepository deliveries;

	LostDeliverySweep(ChannelDirectory channels, ChannelWorkers workers, DeliveryCarrier carrier, Leftovers leftovers,
			DeliveryRepository deliveries) {
		this.channels = channels;
		this.workers = workers;
		this.carrier = carrier;
		this.leftovers = leftovers;
		this.deliveries = deliveries;
	}

	void run() {
		this.channels.delivered().forEach(this::sweep);
		this.leftovers.end();
	}

	private void sweep(Channel channel) {
		Optional<ChannelWorker> worker = this.workers.worker(channel);
		if (worker.isEmpty()) {
			return;
		}
		try {
			Instant doneBefore = worker.get().consumer().progress().doneBefore();
			List<Delivery> lost = this.deliveries.openSince(channel.team(), channel.id(), doneBefore.minus(MARGIN),
					MOST);
			lost.forEach(this.carrier::again);
			if (!lost.isEmpty()) {
				log.warn("{} deliveries over channel {} of team {} were lost from the stream and are put there again",
						lost.size(), channel.channelId(), channel.team());
			}
		}
		catch (IllegalStateException ex) {
			log.debug("Channel {} is swept later", channel.channelId(), ex);
		}
		catch (RuntimeException ex) {
			log.warn("Channel {} of team {} is swept later: {}", channel.channelId(), channel.team(), ex.toString());
		}
	}

	/** What is left of channels that are gone, however that came. */
	@Component
	record Leftovers(Teams teams, EndedChannels ended, DeliveryRepository deliveries, EndedConsumers consumers) {

		void end() {
			this.teams.all().forEach(this::end);
			this.consumers.run();
		}

		private void end(String team) {
			try {
				this.deliveries.channels(team).forEach((channel) -> this.ended.giveUpIfGone(team, channel));
			}
			catch (RuntimeException ex) {
				log.warn("What is left of deleted channels of team {} is given up later: {}", team, ex.toString());
			}
		}

	}

}
