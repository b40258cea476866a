package io.parley.dispatch;

import java.util.List;

import org.bson.types.ObjectId;
import org.jspecify.annotations.Nullable;

/** A document that publishes events. */
public interface OutboxOwner {

	ObjectId id();

	/** The team that the document belongs to. */
	String team();

	/** What has not been confirmed by NATS, oldest first; null is nothing. */
	@Nullable List<OutboxEvent> outbox();

}
