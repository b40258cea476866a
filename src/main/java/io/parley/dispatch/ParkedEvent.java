package io.parley.dispatch;

import java.time.Instant;
import java.util.List;

import org.bson.types.ObjectId;
import org.jspecify.annotations.Nullable;

import org.springframework.data.annotation.Id;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * An event that NATS never takes as it is, out of the way of those behind it.
 *
 * @param document the document that it is of, in the collection
 * @param event the event, whole
 * @param reason what NATS said
 * @param outbox the event once it is to be sent again; null before
 */
@Document(ParkedEvent.COLLECTION)
record ParkedEvent(@Id ObjectId id, String team, String collection, ObjectId document, String eventId,
		OutboxEvent event, String reason, Instant parkedAt, @Nullable List<OutboxEvent> outbox) implements OutboxOwner {

	static final String COLLECTION = "parked_events";

}
