package io.parley.channel.delivery;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import io.parley.channel.ChannelDirectory;
import io.parley.dispatch.StreamConsumers;
import io.parley.dispatch.StreamMessage;
import io.parley.dispatch.StreamRemains;
import io.parley.store.Teams;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.stereotype.Component;

/**
 * Removes the consumers of channels that are gone. Before that it reads what each was not
 * done with: a message may have been accepted whose delivery nobody had recorded before
 * the channel went, which must become a dead letter. Its event may be late, so the
 * consumer stays for a while.
 */
@Component
class EndedConsumers {

	/** With NATS at hand, events reach the stream long before. */
	static final Duration KEPT = Duration.ofMinutes(10);

	private static final Logger log = LoggerFactory.getLogger(EndedConsumers.class);

	private static final int MOST = 10_000;

	private final ConsumersOfStream stream;

	private final ChannelDirectory channels;

	private final EndedChannels ended;

	private final DeliveryTools tools;

	private final Clock clock;

	/** By the name of the consumer. */
	private final Map<String, Seen> seen = new HashMap<>();

	EndedConsumers(ConsumersOfStream stream, ChannelDirectory channels, EndedChannels ended, DeliveryTools tools,
			Clock clock) {
		this.stream = stream;
		this.channels = channels;
		this.ended = ended;
		this.tools = tools;
		this.clock = clock;
	}

	/** The stream's consumers, what is left of them, and whose it can be. */
	@Component
	record ConsumersOfStream(StreamConsumers consumers, StreamRemains remains, Teams teams) {
	}

	/**
	 * @param since when the channel was first seen to be gone
	 * @param next from where in the stream on its messages were not read yet
	 */
	private record Seen(Instant since, long next) {
	}

	synchronized void run() {
		try {
			List<String> gone = gone();
			this.seen.keySet().retainAll(gone);
			gone.forEach(this::end);
		}
		catch (IllegalStateException ex) {
			// While NATS is away events wait in their outboxes: the time begins anew.
			this.seen.clear();
			log.debug("Consumers of channels that are gone are removed later", ex);
		}
	}

	private List<String> gone() {
		Set<String> there = this.channels.all()
			.stream()
			.map((channel) -> ChannelWorkers.CONSUMER + channel.id().toHexString())
			.collect(Collectors.toSet());
		return this.stream.consumers()
			.names(ChannelWorkers.CONSUMER)
			.stream()
			.filter((name) -> !there.contains(name))
			.toList();
	}

	private void end(String name) {
		Instant now = this.clock.instant();
		Seen before = this.seen.getOrDefault(name, new Seen(now, 0));
		this.seen.put(name, before);
		List<String> teams = this.stream.teams().all();
		StreamRemains.Read read = this.stream.remains()
			.read(name, before.next(), MOST, (message) -> giveUp(message, teams));
		if (read.all() && before.since().plus(KEPT).isBefore(now)) {
			this.stream.consumers().remove(name);
			this.seen.remove(name);
		}
		else {
			this.seen.put(name, new Seen(before.since(), read.next()));
		}
	}

	private void giveUp(StreamMessage taken, List<String> teams) {
		this.tools.message(taken.subject(), taken.data())
			.filter((message) -> message.channelDocumentId() != null && teams.contains(message.team()))
			.ifPresent(this.ended::giveUpIfGone);
	}

}
