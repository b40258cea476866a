package io.parley.experiment;

import java.time.Instant;
import java.util.List;

import io.parley.store.Ids;
import io.parley.store.JsonObject;
import io.parley.web.Precondition;
import org.bson.types.ObjectId;
import org.jspecify.annotations.Nullable;

import org.springframework.data.annotation.Id;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * The messages that one request brought to a session, as they are stored: one document,
 * so that all or none are there. A session's batches form a log: each begins where the
 * one before it ends.
 *
 * @param id the operation that brought them, which brings them once
 * @param session the session's {@code _id}
 * @param position where the batch is in the session, in bytes from its beginning
 * @param size how many bytes it takes there
 * @param ifVersion the one version of the session to which it may be added, or null
 * @param pendingSince since when it waits for a session that is being created; null once
 * the session is there
 */
@Document(MessageBatch.COLLECTION)
record MessageBatch(@Id ObjectId id, String team, ObjectId session, long position, long size, Instant createdAt,
		@Nullable Long ifVersion, @Nullable Instant pendingSince, List<Message> messages) {

	static final String COLLECTION = "experiment_messages";

	/** One message. */
	record Message(String role, String content, JsonObject metadata, List<String> tags, List<JsonObject> attachments) {

		static Message from(ExperimentMessageRequest request) {
			return new Message(request.role(), request.content(),
					(request.metadata() != null) ? request.metadata() : JsonObject.empty(),
					(request.tags() != null) ? request.tags() : List.of(),
					(request.attachments() != null) ? request.attachments() : List.of());
		}

	}

	/** The first messages of a session that is being created now. */
	static MessageBatch first(ObjectId session, String team, @Nullable List<ExperimentMessageRequest> messages,
			Instant now) {
		List<Message> stored = (messages != null) ? messages.stream().map(Message::from).toList() : List.of();
		return new MessageBatch(session, team, session, 0, 0, Ids.instant(session), null, now, stored);
	}

	/**
	 * More messages at the end of a session as it is now. Their time is not before that
	 * of any message in it, whatever the clocks say.
	 */
	static MessageBatch next(ObjectId operation, ExperimentSession session, List<ExperimentMessageRequest> messages,
			Precondition precondition, Instant now) {
		return new MessageBatch(operation, session.team(), session.id(), session.nextPosition(), 0,
				now.isBefore(session.updatedAt()) ? session.updatedAt() : now,
				precondition.isSpecific() ? session.version() : null, null,
				messages.stream().map(Message::from).toList());
	}

	MessageBatch sized(long bytes) {
		return new MessageBatch(this.id, this.team, this.session, this.position, bytes, this.createdAt, this.ifVersion,
				this.pendingSince, this.messages);
	}

	long nextPosition() {
		return this.position + this.size;
	}

	/** Whether it is among the messages that readers of a session see. */
	boolean isIn(ExperimentSession current) {
		return this.session.equals(current.id()) && this.position < current.nextPosition();
	}

	/**
	 * Whether it can never come into a session, as the session is known to be at some
	 * moment.
	 */
	boolean isRefusedBy(ExperimentSession current) {
		return this.session.equals(current.id()) && this.position == current.nextPosition()
				&& (current.isEnded() || (this.ifVersion != null && this.ifVersion < current.version()));
	}

}
