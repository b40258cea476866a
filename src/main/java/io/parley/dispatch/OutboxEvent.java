package io.parley.dispatch;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Objects;

import org.bson.Document;
import org.jspecify.annotations.Nullable;

/**
 * An event that waits in a document's outbox until NATS has it.
 *
 * @param eventId unique among all events of the document; with the place of a subject it
 * is the {@code Nats-Msg-Id}
 * @param at when the change was made
 * @param subjects the JetStream subjects that it goes to, from {@link Subjects}; null for
 * an event of a bulk statement, which could not know its document: the
 * {@link OutboxSource} completes it
 * @param coreSubject a core subject that it goes to as well, or null, also once it has
 * been there
 * @param payload JSON text
 * @param writer the process that wrote an event with a core subject, and publishes it
 * there
 */
public record OutboxEvent(String eventId, Instant at, @Nullable List<String> subjects, @Nullable String coreSubject,
		@Nullable String payload, @Nullable String writer) {

	/** The field of a document that holds its pending events, oldest first. */
	public static final String OUTBOX = "outbox";

	/** An event of a bulk statement, the same for every document that it changes. */
	public static OutboxEvent ofBulk(String eventId, Instant at) {
		return new OutboxEvent(eventId, at, null, null, null, null);
	}

	/** An event as it stands in a stored document's outbox. */
	static OutboxEvent read(Document stored) {
		return new OutboxEvent(stored.getString("event_id"), stored.getDate("at").toInstant(),
				stored.getList("subjects", String.class), stored.getString("core_subject"), stored.getString("payload"),
				stored.getString("writer"));
	}

	/** This event as it stands in a stored document's outbox. */
	Document stored() {
		Document stored = new Document("event_id", this.eventId).append("at", Date.from(this.at));
		if (isComplete()) {
			stored.append("subjects", this.subjects).append("payload", this.payload);
		}
		return (this.coreSubject != null)
				? stored.append("core_subject", this.coreSubject).append("writer", this.writer) : stored;
	}

	/**
	 * Whether it says where it goes and what it says; if not, the {@link OutboxSource}
	 * knows.
	 */
	boolean isComplete() {
		return this.subjects != null;
	}

	/** This event where it has been on its core subject. */
	OutboxEvent withoutCore() {
		return new OutboxEvent(this.eventId, this.at, this.subjects, null, this.payload, null);
	}

	/** Where a complete event goes. */
	List<String> targets() {
		return Objects.requireNonNull(this.subjects);
	}

	/** What a complete event says. */
	String text() {
		return Objects.requireNonNull(this.payload);
	}

	byte[] bytes() {
		return text().getBytes(StandardCharsets.UTF_8);
	}

}
