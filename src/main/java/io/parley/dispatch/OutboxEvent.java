package io.parley.dispatch;

import java.time.Instant;
import java.util.Date;
import java.util.List;

import org.bson.Document;

/**
 * An event that waits in a document's outbox until NATS has it.
 *
 * @param eventId unique among all events of the document; with the place of a subject it
 * is the {@code Nats-Msg-Id}
 * @param at when the change was made
 * @param subjects the JetStream subjects that it goes to, from {@link Subjects}; null for
 * an event of a bulk statement, which could not know its document: the
 * {@link OutboxSource} makes it whole
 * @param coreSubject a core subject that it goes to as well, or null
 * @param payload JSON text
 */
public record OutboxEvent(String eventId, Instant at, List<String> subjects, String coreSubject, String payload) {

	/** The field of a document that holds its pending events, oldest first. */
	public static final String OUTBOX = "outbox";

	/**
	 * Whether it says where it goes and what it says; if not, the {@link OutboxSource}
	 * knows.
	 */
	boolean isWhole() {
		return this.subjects != null;
	}

	/** The event as it stands in a stored document's outbox. */
	Document stored() {
		Document stored = new Document("event_id", this.eventId).append("at", Date.from(this.at));
		if (isWhole()) {
			stored.append("subjects", this.subjects).append("payload", this.payload);
		}
		return (this.coreSubject != null) ? stored.append("core_subject", this.coreSubject) : stored;
	}

	/** An event of a bulk statement, the same for every document that it changes. */
	public static OutboxEvent ofBulk(String eventId, Instant at) {
		return new OutboxEvent(eventId, at, null, null, null);
	}

}
