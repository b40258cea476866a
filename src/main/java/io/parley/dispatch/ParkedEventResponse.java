package io.parley.dispatch;

import java.time.Instant;
import java.util.List;

import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * An event that NATS never takes.
 *
 * @param id by which it is sent again
 * @param collection where the document is that it is of
 * @param document the document's {@code _id}
 * @param eventId unique among the events of the document
 * @param subjects where it was to go
 * @param coreSubject where it was to go besides, or null
 * @param reason what NATS said
 * @param at when the change was made
 * @param parkedAt when NATS refused it
 */
record ParkedEventResponse(String id, String collection, String document, String eventId,
		@Nullable List<String> subjects, @Schema(types = {
				"string", "null" }) @Nullable String coreSubject,
		String reason, Instant at, Instant parkedAt){

	static ParkedEventResponse from(ParkedEvent parked) {
		OutboxEvent event = parked.event();
		return new ParkedEventResponse(parked.id().toHexString(), parked.collection(), parked.document().toHexString(),
				parked.eventId(), event.subjects(), event.coreSubject(), parked.reason(), event.at(),
				parked.parkedAt());
	}

}
