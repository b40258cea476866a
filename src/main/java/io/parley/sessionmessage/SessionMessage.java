package io.parley.sessionmessage;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

import io.parley.dispatch.OutboxEvent;
import io.parley.dispatch.OutboxOwner;
import io.parley.store.Ids;
import io.parley.store.JsonObject;
import org.bson.types.ObjectId;

import org.springframework.data.annotation.Id;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * A session message as it is stored: what a program asks somebody, and how far the answer
 * is. It changes only through the methods here, each of which answers the session as it
 * is afterwards.
 *
 * @param ended derived from the status, so that the sweep finds who has not ended by an
 * index
 * @param reply the response data of the reply, once there is one
 * @param operations the latest operations that changed it, by which a repeated request is
 * recognised
 * @param version counts the changes
 */
@Document(SessionMessage.COLLECTION)
record SessionMessage(@Id ObjectId id, String team, String sessionId, String subjectId, JsonObject messageData,
		JsonObject messageDataTemplate, String receptionChannelId, long expiryDate, String status,
		String dslExecutionId, boolean ended, Instant createdAt, Instant updatedAt, Instant endedAt, JsonObject reply,
		JsonObject validationErrors, List<ObjectId> operations, long version,
		List<OutboxEvent> outbox) implements OutboxOwner {

	static final String COLLECTION = "session_messages";

	static final String PENDING = "pending";

	static final String SENT = "sent";

	static final String VALIDATED = "validated";

	static final String FAILED = "failed";

	static final String EXPIRED = "expired";

	private static final Set<String> ENDED = Set.of(VALIDATED, FAILED, EXPIRED, "completed");

	private static final int OPERATIONS = 32;

	/**
	 * A new session message, with the document's defaults for what the request leaves
	 * out.
	 */
	static SessionMessage create(SessionMessageRequest request, ObjectId id, String team) {
		Instant now = Ids.instant(id);
		SessionMessage blank = new SessionMessage(id, team, request.sessionId(), "", JsonObject.empty(),
				JsonObject.empty(), "", 0, PENDING, "", false, now, now, null, null, null, null, 0, null);
		return blank.with(request, now);
	}

	/** This session with the fields that the request gives. */
	SessionMessage with(SessionMessageRequest request, Instant now) {
		String newStatus = or(request.status(), this.status);
		return new SessionMessage(this.id, this.team, this.sessionId, or(request.subjectId(), this.subjectId),
				or(request.messageData(), this.messageData),
				or(request.messageDataTemplate(), this.messageDataTemplate),
				or(request.receptionChannelId(), this.receptionChannelId), or(request.expiryDate(), this.expiryDate),
				newStatus, or(request.dslExecutionId(), this.dslExecutionId), isEnd(newStatus), this.createdAt,
				this.updatedAt, endedAt(newStatus, now), this.reply, this.validationErrors, this.operations,
				this.version, this.outbox);
	}

	/**
	 * This session once a message of it has been sent. A reply to an earlier message is
	 * none to this one.
	 */
	SessionMessage sent(ObjectId operation, Instant now) {
		return new SessionMessage(this.id, this.team, this.sessionId, this.subjectId, this.messageData,
				this.messageDataTemplate, this.receptionChannelId, this.expiryDate, SENT, this.dslExecutionId, false,
				this.createdAt, this.updatedAt, null, null, null, done(operation), this.version, this.outbox);
	}

	/** This session once somebody has replied: ended, well or not. */
	SessionMessage replied(Reply received, ObjectId operation, Instant now) {
		String newStatus = received.status();
		return new SessionMessage(this.id, this.team, this.sessionId, this.subjectId, received.messageData(),
				this.messageDataTemplate, this.receptionChannelId, this.expiryDate, newStatus, this.dslExecutionId,
				true, this.createdAt, this.updatedAt, endedAt(newStatus, now), received.responseData(),
				received.validationErrors(), done(operation), this.version, this.outbox);
	}

	/**
	 * Whether nothing can be sent or replied any more: by its status, or because its time
	 * has passed.
	 */
	boolean isEnded(Instant now) {
		return this.ended || (this.expiryDate > 0 && this.expiryDate <= now.getEpochSecond());
	}

	/** Whether this operation has changed the session already. */
	boolean knows(ObjectId operation) {
		return this.operations != null && this.operations.contains(operation);
	}

	/** Whether an event still waits for NATS. */
	boolean isPending(String eventId) {
		return this.outbox != null && this.outbox.stream().anyMatch((event) -> event.eventId().equals(eventId));
	}

	/** The opaque entity tag of this state of the document. */
	String tag() {
		return this.id.toHexString() + "-" + this.version;
	}

	static boolean isEnd(String status) {
		return ENDED.contains(status.toLowerCase(Locale.ROOT));
	}

	private Instant endedAt(String newStatus, Instant now) {
		if (!isEnd(newStatus)) {
			return null;
		}
		return (this.ended && this.endedAt != null) ? this.endedAt : now;
	}

	private List<ObjectId> done(ObjectId operation) {
		List<ObjectId> all = Stream
			.concat(Stream.ofNullable(this.operations).flatMap(List::stream), Stream.of(operation))
			.toList();
		return all.subList(Math.max(all.size() - OPERATIONS, 0), all.size());
	}

	private static <T> T or(T given, T present) {
		return (given != null) ? given : present;
	}

}
