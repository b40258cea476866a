package io.parley.sessionmessage;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

import io.parley.dispatch.OutboxEvent;
import io.parley.dispatch.OutboxOwner;
import io.parley.store.Ids;
import io.parley.store.JsonObject;
import io.parley.store.StoredFields;
import io.parley.web.ProblemException;
import org.bson.types.ObjectId;
import org.jspecify.annotations.Nullable;

import org.springframework.data.annotation.Id;
import org.springframework.data.mongodb.core.mapping.Document;
import org.springframework.data.mongodb.core.mapping.Unwrapped;

/**
 * A session message as it is stored: what a program asks somebody, and how far the answer
 * is. Its methods, and those of {@link SessionReplies}, decide what a request changes of
 * it and refuse what its state forbids; the change is then written if the session is
 * still in that state.
 *
 * <p>
 * A session has ended when its status says so or its time has passed: nothing is sent to
 * it and no reply is taken. One that ended by a reply stays ended; one that ended without
 * (expired, rejected or completed by a caller) may be opened again by an update of its
 * status.
 *
 * @param ended derived from the status, so that an index finds the sessions to expire
 * @param reply the response data of the reply, once there is one
 * @param validationErrors what of the reply did not meet the template, by field
 * @param repliedBy who handed the reply in, where a credential was asked
 * @param trail what went out and came back
 * @param operations the latest operations that changed it, by which a repeated request is
 * recognised
 * @param version counts the changes
 */
@Document(SessionMessage.COLLECTION)
record SessionMessage(@Id ObjectId id, String team, String sessionId, @Unwrapped.Empty SessionMessageFields fields,
		boolean ended, Instant createdAt, Instant updatedAt, @Nullable Instant endedAt, @Nullable JsonObject reply,
		@Nullable JsonObject validationErrors, @Nullable RepliedBy repliedBy, @Unwrapped.Empty SessionTrail trail,
		@Nullable List<ObjectId> operations, long version, @Nullable List<OutboxEvent> outbox) implements OutboxOwner {

	static final String COLLECTION = "session_messages";

	static final String PENDING = "pending";

	static final String SENT = "sent";

	static final String VALIDATED = "validated";

	static final String FAILED = "failed";

	static final String EXPIRED = "expired";

	private static final Set<String> ENDED = Set.of(VALIDATED, FAILED, EXPIRED, "completed");

	/** A new session message. */
	static SessionMessage create(SessionMessageRequest request, ObjectId id, String team) {
		SessionMessageFields fields = SessionMessageFields.of(request);
		Instant now = Ids.instant(id);
		boolean ended = isEnd(fields.status());
		return new SessionMessage(id, team, Objects.requireNonNull(request.sessionId()), fields, ended, now, now,
				ended ? now : null, null, null, null, SessionTrail.of(request.onInvalid()), null, 0, null);
	}

	/**
	 * A new session message as it is stored, but for its team and outbox. Written by
	 * hand, since a conversion by reflection costs ten times as much.
	 */
	org.bson.Document stored() {
		StoredFields stored = new StoredFields().with("_id", this.id).with("session_id", this.sessionId);
		this.fields.store(stored);
		return stored.with("ended", this.ended)
			.with("created_at", this.createdAt)
			.with("updated_at", this.updatedAt)
			.with("ended_at", this.endedAt)
			.with("on_invalid", (this.trail.onInvalid() != null) ? this.trail.onInvalid().stored() : null)
			.with("retries_left", this.trail.retriesLeft())
			.with("version", this.version)
			.document();
	}

	/**
	 * Gives it the fields of the request.
	 * @throws ProblemException 409 when that would open a session which took its reply
	 */
	SessionMessageChange update(SessionMessageRequest request, Instant now) {
		SessionMessageChange change = new SessionMessageChange();
		set(change, "subject_id", request.subjectId(), this.fields.subjectId());
		set(change, "message_data", request.messageData(), this.fields.messageData());
		set(change, "message_data_template", request.messageDataTemplate(), this.fields.messageDataTemplate());
		set(change, "reception_channel_id", request.receptionChannelId(), this.fields.receptionChannelId());
		set(change, "expiry_date", request.expiryDate(), this.fields.expiryDate());
		set(change, "dsl_execution_id", request.dslExecutionId(), this.fields.dslExecutionId());
		if (request.onInvalid() != null && !request.onInvalid().equals(this.trail.onInvalid())) {
			change.set("on_invalid", request.onInvalid(), this.trail.onInvalid());
			again(change, request.onInvalid());
		}
		return (request.status() != null) ? status(change, request.status(), now) : change;
	}

	/**
	 * Takes a message to somebody. A reply to an earlier message is none to this one, and
	 * whoever replies has all retries again.
	 * @throws ProblemException 409 when the session has ended
	 */
	SessionMessageChange send(LastMessage message, ObjectId operation, Instant now) {
		refuseIfEnded(now);
		return again(status(new SessionMessageChange(), SENT, now), this.trail.onInvalid())
			.set("reply", null, this.reply)
			.set("validation_errors", null, this.validationErrors)
			.set("replied_by", null, this.repliedBy)
			.set("last_messages", this.trail.with(message), this.trail.lastMessages())
			.set("operations", with(operation), this.operations);
	}

	/**
	 * @throws ProblemException 409 when nothing can be sent or replied any more
	 */
	void refuseIfEnded(Instant now) {
		if (this.ended) {
			throw hasEnded(this.fields.status());
		}
		if (isPast(now)) {
			throw hasEnded(EXPIRED);
		}
	}

	/** This session as a channel sees it at a moment. */
	AskedSession asked(Instant now) {
		boolean expired = !this.ended && isPast(now);
		return new AskedSession(this.id, this.sessionId, this.fields.messageDataTemplate(),
				expired ? EXPIRED : this.fields.status(), this.ended || expired, this.repliedBy);
	}

	/** This session as a human who is to reply sees it at a moment. */
	SessionQuestion question(Instant now) {
		return new SessionQuestion(asked(now), this.fields.messageData(), this.fields.expiryDate(), this.endedAt,
				this.reply != null);
	}

	/**
	 * @param document the document that is meant, or null for whichever it is
	 * @throws ProblemException 404 when this is another session of the same id
	 */
	void requireDocument(@Nullable ObjectId document) {
		if (document != null && !document.equals(this.id)) {
			throw ProblemException
				.notFound("The session that was asked is gone; there is another with session_id " + this.sessionId);
		}
	}

	/** Whether this operation has changed the session already. */
	boolean knows(ObjectId operation) {
		return this.operations != null && this.operations.contains(operation);
	}

	/** The opaque entity tag of this state of the document. */
	String tag() {
		return this.id.toHexString() + "-" + this.version;
	}

	/**
	 * Gives it a status, which may end it or open it again.
	 * @throws ProblemException 409 when that would open a session which took its reply
	 */
	SessionMessageChange status(SessionMessageChange change, String status, Instant now) {
		boolean ends = isEnd(status);
		if (this.ended && !ends && this.reply != null) {
			throw hasEnded(this.fields.status());
		}
		Instant since = (this.ended && this.endedAt != null) ? this.endedAt : now;
		return change.set("status", status, this.fields.status())
			.set("ended", ends, this.ended)
			.set("ended_at", ends ? since : null, this.endedAt);
	}

	private boolean isPast(Instant now) {
		return this.fields.expiryDate() > 0 && this.fields.expiryDate() <= now.getEpochSecond();
	}

	private ProblemException hasEnded(String status) {
		return ProblemException.conflict("Session " + this.sessionId + " has ended: its status is " + status);
	}

	private SessionMessageChange again(SessionMessageChange change, @Nullable OnInvalid onInvalid) {
		return change.set("retries_left", SessionTrail.retries(onInvalid), this.trail.retriesLeft());
	}

	/** The latest operations with one more. */
	List<ObjectId> with(ObjectId operation) {
		return SessionTrail.latest(Stream.ofNullable(this.operations).flatMap(List::stream), operation);
	}

	private static void set(SessionMessageChange change, String field, @Nullable Object given, Object present) {
		if (given != null) {
			change.set(field, given, present);
		}
	}

	static boolean isEnd(String status) {
		return ENDED.contains(status.toLowerCase(Locale.ROOT));
	}

}
