package io.parley.dispatch;

import java.time.Clock;
import java.time.Duration;

import io.nats.client.Connection;

/**
 * Publishes events to their core subjects, once each as far as this process knows:
 * nothing there drops what comes twice.
 */
class CorePublication {

	/** Only after this somebody else than its writer may take an event there. */
	private static final Duration GRACE = Duration.ofSeconds(10);

	private final Publication publication;

	private final Removals removals;

	private final Clock clock;

	private final String writer;

	private final RecentIds begun = new RecentIds();

	/**
	 * @param writer this process, as the writer of events
	 */
	CorePublication(Publication publication, Removals removals, Clock clock, String writer) {
		this.publication = publication;
		this.removals = removals;
		this.clock = clock;
		this.writer = writer;
	}

	/**
	 * Whether this process is to take an event to its core subject.
	 * @param leased whether this process has its document leased
	 */
	boolean isOurs(OutboxEvent event, boolean leased) {
		return event.coreSubject() != null && (this.writer.equals(event.writer())
				|| (leased && event.at().isBefore(this.clock.instant().minus(GRACE))));
	}

	/** Whether an event was taken there, or is on its way, and has not failed. */
	boolean has(Lane lane, OutboxEvent event) {
		return this.begun.contains(id(lane, event));
	}

	/** Takes an event there, unless it was taken before. */
	void publish(Connection connection, Lane lane, OutboxEvent event) {
		String id = id(lane, event);
		synchronized (lane) {
			if (!this.begun.add(id)) {
				return;
			}
			lane.coreBegun(event.eventId());
		}
		this.publication.publishCore(connection, event).whenComplete((done, failure) -> {
			boolean failed = failure != null && Publication.Failure.of(failure) != Publication.Failure.NEVER;
			if (failed) {
				this.begun.remove(id);
			}
			synchronized (lane) {
				lane.coreEnded(event.eventId(), !failed);
			}
			this.removals.add(lane);
		});
	}

	private static String id(Lane lane, OutboxEvent event) {
		return lane.document().origin() + event.eventId();
	}

}
