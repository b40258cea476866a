package io.parley.channel.intake;

import java.time.Duration;
import java.time.Instant;

import io.parley.dispatch.ConsumerSettings;
import io.parley.dispatch.StreamConsumer;
import io.parley.dispatch.StreamConsumers;
import org.jspecify.annotations.Nullable;

import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Has the {@link ReplyIntake} see what is handed in on NATS. */
@Component
class IntakeConsumer implements SmartLifecycle {

	private static final String NAME = "replies";

	private static final String FILTER = "parley.*.replies";

	private static final Duration ACK_WAIT = Duration.ofSeconds(30);

	private static final int CONCURRENCY = 8;

	private final StreamConsumers consumers;

	private final ReplyIntake intake;

	private volatile @Nullable StreamConsumer consumer;

	IntakeConsumer(StreamConsumers consumers, ReplyIntake intake) {
		this.consumers = consumers;
		this.intake = intake;
	}

	/** From the beginning of the stream on, where nobody has taken replies before. */
	@Override
	public void start() {
		this.consumer = this.consumers.start(new ConsumerSettings(NAME, FILTER, Instant.EPOCH, ACK_WAIT, CONCURRENCY),
				this.intake::take);
	}

	@Override
	public void stop() {
		StreamConsumer current = this.consumer;
		if (current != null) {
			current.stop();
		}
		this.consumer = null;
	}

	@Override
	public boolean isRunning() {
		return this.consumer != null;
	}

}
