package io.parley.dispatch;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

import io.parley.web.ProblemException;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.stereotype.Component;

/**
 * Makes events fit for an outbox, and keeps an outbox from growing past what one document
 * can hold.
 */
@Component
public class Outbox {

	private final JsonMapper mapper;

	private final NatsProperties properties;

	private final NatsConnection nats;

	Outbox(JsonMapper mapper, NatsProperties properties, NatsConnection nats) {
		this.nats = nats;
		this.mapper = mapper;
		this.properties = properties;
	}

	/**
	 * An event with this payload.
	 * @param eventId unique among all events of the document
	 * @param coreSubject a core subject that it goes to as well, or null
	 * @throws ProblemException 413 when NATS would not take the payload
	 */
	public OutboxEvent event(String eventId, Instant at, List<String> subjects, String coreSubject, Object payload) {
		String json = this.mapper.writeValueAsString(payload);
		int limit = Math.min(this.properties.maxEventBytes(), this.nats.maxPayload());
		if (bytes(json) > limit) {
			throw ProblemException
				.tooLarge("The event of this request would have %d bytes; NATS takes %d".formatted(bytes(json), limit));
		}
		return new OutboxEvent(eventId, at, subjects, coreSubject, json);
	}

	/**
	 * Makes sure that a document has room for more events.
	 * @throws ProblemException 503 when too much of it waits for NATS already
	 */
	public void admit(OutboxOwner document, List<OutboxEvent> events) {
		Collection<OutboxEvent> pending = (document.outbox() != null) ? document.outbox() : List.of();
		long bytes = Stream.concat(pending.stream(), events.stream())
			.filter((event) -> event.payload() != null)
			.mapToLong((event) -> bytes(event.payload()))
			.sum();
		if (!pending.isEmpty() && bytes > this.properties.maxPendingBytes()) {
			throw ProblemException.unavailable("NATS is away and too much waits for it here already; try again later");
		}
	}

	private static int bytes(String json) {
		return json.getBytes(StandardCharsets.UTF_8).length;
	}

}
