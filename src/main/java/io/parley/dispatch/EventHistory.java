package io.parley.dispatch;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import io.nats.client.Connection;
import io.nats.client.JetStreamApiException;
import io.nats.client.JetStreamManagement;
import io.nats.client.JetStreamOptions;
import io.nats.client.api.MessageInfo;
import io.nats.client.api.StreamInfo;
import io.nats.client.api.StreamInfoOptions;
import io.parley.dispatch.PastEvents.PastEvent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.stereotype.Component;

/**
 * Reads back the events of one document from the stream, which keeps them for
 * {@code parley.nats.stream-max-age}. Bounded in number, bytes and time; where there is
 * no JetStream, or NATS is away, there is nothing to read.
 */
@Component
public class EventHistory {

	private static final Logger log = LoggerFactory.getLogger(EventHistory.class);

	private static final int MOST_EVENTS = 200;

	private static final int MOST_BYTES = 4 << 20;

	private static final Duration LONGEST = Duration.ofSeconds(1);

	private static final Duration LONGEST_REQUEST = Duration.ofMillis(500);

	private final NatsReadiness nats;

	EventHistory(NatsReadiness nats) {
		this.nats = nats;
	}

	/** What the stream has of the subjects {@code parley.{team}.{kind}.{id}.…}. */
	public PastEvents read(String team, String kind, String id) {
		Connection connection = this.nats.streamConnection().orElse(null);
		if (connection == null) {
			return PastEvents.NONE;
		}
		Reading reading = new Reading();
		boolean complete = false;
		try {
			JetStreamManagement streams = connection
				.jetStreamManagement(JetStreamOptions.builder().requestTimeout(LONGEST_REQUEST).build());
			complete = reading.read(streams, Subjects.of(team, kind, id) + ".>");
		}
		catch (IOException | JetStreamApiException | IllegalStateException ex) {
			log.debug("Not all events of one document could be read: {}", ex.getMessage());
		}
		return new PastEvents(reading.inOrder(), complete);
	}

	/** One reading and its bounds. */
	private static final class Reading {

		private final long begin = System.nanoTime();

		private final List<PastEvent> events = new ArrayList<>();

		private long bytes;

		/**
		 * Asks first which subjects there are and how many events of each, so that none
		 * is looked for in vain.
		 * @return whether all were read
		 */
		boolean read(JetStreamManagement streams, String subjects) throws IOException, JetStreamApiException {
			StreamInfo info = streams.getStreamInfo(EventStream.NAME, StreamInfoOptions.filterSubjects(subjects));
			Map<String, Long> counts = new TreeMap<>();
			if (info.getStreamState().getSubjects() != null) {
				info.getStreamState()
					.getSubjects()
					.forEach((subject) -> counts.put(subject.getName(), subject.getCount()));
			}
			for (Map.Entry<String, Long> subject : counts.entrySet()) {
				if (!read(streams, subject.getKey(), subject.getValue())) {
					return false;
				}
			}
			return true;
		}

		private boolean read(JetStreamManagement streams, String subject, long count)
				throws IOException, JetStreamApiException {
			long next = 1;
			for (long i = 0; i < count; i++) {
				if (isFull()) {
					return false;
				}
				MessageInfo message = (count == 1) ? streams.getLastMessage(EventStream.NAME, subject)
						: streams.getNextMessage(EventStream.NAME, next, subject);
				byte[] payload = (message.getData() != null) ? message.getData() : new byte[0];
				this.bytes += payload.length;
				this.events.add(new PastEvent(subject.substring(subject.lastIndexOf('.') + 1), message.getSeq(),
						message.getTime().toInstant(), payload));
				next = message.getSeq() + 1;
			}
			return true;
		}

		private boolean isFull() {
			return this.events.size() >= MOST_EVENTS || this.bytes >= MOST_BYTES
					|| System.nanoTime() - this.begin > LONGEST.toNanos();
		}

		List<PastEvent> inOrder() {
			return this.events.stream().sorted(Comparator.comparingLong(PastEvent::sequence)).toList();
		}

	}

}
