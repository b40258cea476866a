package io.parley.channel.slack;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

import io.parley.channel.Channel;
import io.parley.channel.ChannelDirectory;
import io.parley.channel.ChannelKind;
import io.parley.dispatch.ConsumerSettings;
import io.parley.dispatch.StreamConsumer;
import io.parley.dispatch.StreamConsumers;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/**
 * Has the {@link SlackRewriter} see the ends of sessions, where there is a channel of
 * Slack. One durable consumer for each kind of end, so that no other event of a session
 * is handed out.
 */
@Component
class SlackWatch implements SmartLifecycle {

	private static final Logger log = LoggerFactory.getLogger(SlackWatch.class);

	private static final List<String> ENDS = List.of("replied", "rejected", "expired", "deleted");

	private static final Duration ACK_WAIT = Duration.ofSeconds(30);

	private static final int CONCURRENCY = 4;

	private final ChannelDirectory channels;

	private final StreamConsumers consumers;

	private final SlackRewriter rewriter;

	private List<StreamConsumer> watching = List.of();

	private boolean running;

	SlackWatch(ChannelDirectory channels, StreamConsumers consumers, SlackRewriter rewriter) {
		this.channels = channels;
		this.consumers = consumers;
		this.rewriter = rewriter;
		channels.whenChanged(this::look);
	}

	private synchronized void look() {
		if (!this.running) {
			return;
		}
		Optional<Instant> oldest = this.channels.delivered()
			.stream()
			.filter((channel) -> channel.kindOf() == ChannelKind.SLACK)
			.map(Channel::createdAt)
			.min(Comparator.naturalOrder());
		if (oldest.isEmpty()) {
			this.watching.forEach(StreamConsumer::stop);
			this.watching = List.of();
		}
		else if (this.watching.isEmpty()) {
			this.watching = ENDS.stream().map((end) -> watch(end, oldest.get())).toList();
		}
	}

	private StreamConsumer watch(String end, Instant since) {
		return this.consumers.start(
				new ConsumerSettings("slack-" + end, "parley.*.sessions.*." + end, since, ACK_WAIT, CONCURRENCY),
				this.rewriter::take);
	}

	@Override
	public synchronized void start() {
		this.running = true;
		try {
			look();
		}
		catch (DataAccessException ex) {
			log.warn("Channels of Slack are looked for again soon: {}", ex.toString());
		}
	}

	/** What is handled still goes on; the consumers wait for it. */
	@Override
	public synchronized void stop() {
		this.running = false;
		this.watching.forEach(StreamConsumer::stop);
		this.watching = List.of();
	}

	@Override
	public boolean isRunning() {
		return this.running;
	}

}
