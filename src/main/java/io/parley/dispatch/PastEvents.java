package io.parley.dispatch;

import java.time.Instant;
import java.util.List;

/**
 * Events of one document that the stream still has, in their order.
 *
 * @param complete whether these are all that it has; not where they are too many or too
 * large, or where NATS was too slow
 */
public record PastEvents(List<PastEvent> events, boolean complete) {

	static final PastEvents NONE = new PastEvents(List.of(), true);

	/**
	 * An event.
	 *
	 * @param type the last word of its subject, such as {@code created}
	 * @param storedAt when the stream took it
	 * @param payload JSON
	 */
	public record PastEvent(String type, long sequence, Instant storedAt, byte[] payload) {
	}

}
