package io.parley.dispatch;

import java.io.IOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

import io.nats.client.Connection;
import io.nats.client.JetStreamApiException;
import io.nats.client.JetStreamManagement;
import io.nats.client.api.AckPolicy;
import io.nats.client.api.ConsumerConfiguration;
import io.nats.client.api.ConsumerInfo;
import io.nats.client.api.DeliverPolicy;
import io.nats.client.api.MessageInfo;
import io.nats.client.api.ReplayPolicy;
import io.parley.dispatch.StreamConsumer.Progress;

/** Sees to it that the stream has a consumer. */
class ConsumerSetup {

	private static final long PAUSE_NANOS = 1_000_000_000L;

	/** Messages that are put off count, and must not keep others back. */
	private static final long MOST_PENDING = 50_000;

	private final ConsumerSettings settings;

	private final EventStream stream;

	private final AtomicBoolean running = new AtomicBoolean();

	private volatile boolean done;

	private volatile long tried = System.nanoTime() - PAUSE_NANOS;

	ConsumerSetup(ConsumerSettings settings, EventStream stream) {
		this.settings = settings;
		this.stream = stream;
	}

	/** Whether it is there, as far as is known. */
	boolean isDone() {
		return this.done;
	}

	/** It may be there no more. */
	void forget() {
		this.done = false;
	}

	/** Where messages are asked for. */
	String subject() {
		return "$JS.API.CONSUMER.MSG.NEXT." + EventStream.NAME + "." + this.settings.name();
	}

	/**
	 * Makes it where it is not there; at most about once in a second.
	 * @return whether it is there now
	 * @throws IllegalStateException where NATS does not take it now
	 */
	boolean run(Connection connection) {
		if (System.nanoTime() - this.tried < PAUSE_NANOS || !this.running.compareAndSet(false, true)) {
			return this.done;
		}
		try {
			// Somebody may have deleted the stream too.
			this.stream.prepare(connection);
			make(connection.jetStreamManagement());
			this.done = true;
		}
		catch (IOException | JetStreamApiException ex) {
			throw new IllegalStateException(ex.getMessage(), ex);
		}
		finally {
			this.tried = System.nanoTime();
			this.running.set(false);
		}
		return true;
	}

	private void make(JetStreamManagement streams) throws IOException, JetStreamApiException {
		try {
			ConsumerConfiguration there = streams.getConsumerInfo(EventStream.NAME, this.settings.name())
				.getConsumerConfiguration();
			if (!there.getAckWait().equals(this.settings.ackWait())) {
				streams.addOrUpdateConsumer(EventStream.NAME,
						ConsumerConfiguration.builder(there).ackWait(this.settings.ackWait()).build());
			}
		}
		catch (JetStreamApiException ex) {
			if (!StreamError.NO_CONSUMER.is(ex)) {
				throw ex;
			}
			streams.addOrUpdateConsumer(EventStream.NAME, configuration());
		}
	}

	private ConsumerConfiguration configuration() {
		return ConsumerConfiguration.builder()
			.durable(this.settings.name())
			.filterSubject(this.settings.filter())
			.deliverPolicy(DeliverPolicy.ByStartTime)
			.startTime(this.settings.since().atZone(ZoneOffset.UTC))
			.ackPolicy(AckPolicy.Explicit)
			.ackWait(this.settings.ackWait())
			.maxDeliver(-1)
			.maxAckPending(MOST_PENDING)
			.replayPolicy(ReplayPolicy.Instant)
			.build();
	}

	Progress progress(Connection connection) {
		try {
			JetStreamManagement streams = connection.jetStreamManagement();
			ConsumerInfo info = streams.getConsumerInfo(EventStream.NAME, this.settings.name());
			long taken = info.getDelivered().getStreamSequence();
			if (info.getNumPending() == 0 && info.getNumAckPending() == 0) {
				return new Progress(taken, Long.MAX_VALUE, Instant.now());
			}
			return oldest(streams, info.getAckFloor().getStreamSequence() + 1)
				.map((oldest) -> new Progress(taken, oldest.getSeq(), oldest.getTime().toInstant()))
				.orElseGet(() -> new Progress(taken, Long.MAX_VALUE, Instant.now()));
		}
		catch (IOException | JetStreamApiException ex) {
			throw new IllegalStateException("NATS does not say how far " + this.settings.name() + " is", ex);
		}
	}

	/** The oldest message from a place on. */
	private Optional<MessageInfo> oldest(JetStreamManagement streams, long from)
			throws IOException, JetStreamApiException {
		try {
			return Optional.of(streams.getNextMessage(EventStream.NAME, from, this.settings.filter()));
		}
		catch (JetStreamApiException ex) {
			if (!StreamError.NO_MESSAGE.is(ex)) {
				throw ex;
			}
			return Optional.empty();
		}
	}

}
