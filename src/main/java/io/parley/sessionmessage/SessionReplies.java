package io.parley.sessionmessage;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

import io.parley.store.JsonObject;
import io.parley.web.ProblemException;
import org.bson.types.ObjectId;
import org.jspecify.annotations.Nullable;

/**
 * What replies change of a session, and what became of those that it has taken.
 *
 * @param session as it is stored
 */
record SessionReplies(SessionMessage session) {

	/**
	 * Takes the reply, which ends the session, well or not.
	 * @throws ProblemException 409 when the session has ended
	 */
	SessionMessageChange end(Reply received, @Nullable String replyId, ObjectId operation, Instant now) {
		SessionMessageChange change = taken(received.status(), received, operation, now);
		if (replyId != null) {
			answer(change, ReplyAnswer.of(new ReplyOutcome(received.status(), received.validationErrors(), null),
					operation, replyId));
		}
		return change.set("message_data", received.messageData(), this.session.fields().messageData())
			.set("reply", received.responseData(), this.session.reply())
			.set("validation_errors", received.validationErrors(), this.session.validationErrors())
			.set("replied_by", received.by(), this.session.repliedBy());
	}

	/** Whether a reply that does not meet the template leaves the session open. */
	boolean mayRetry() {
		return this.session.trail().mayRetry();
	}

	/**
	 * Takes a reply that does not meet the template and leaves the session open for
	 * another.
	 * @param message the message that tells the human so, where one goes out
	 * @throws ProblemException 409 when the session has ended
	 */
	SessionMessageChange retry(Reply received, @Nullable String replyId, Optional<LastMessage> message,
			ObjectId operation, Instant now) {
		SessionTrail trail = this.session.trail();
		ReplyOutcome outcome = retryOutcome(received);
		SessionMessageChange change = taken(SessionMessage.SENT, received, operation, now).set("retries_left",
				outcome.retriesLeft(), trail.retriesLeft());
		message.ifPresent((last) -> change.set("last_messages", trail.with(last), trail.lastMessages()));
		return answer(change, ReplyAnswer.of(outcome, operation, replyId));
	}

	/** What becomes of a reply that leaves the session open. */
	ReplyOutcome retryOutcome(Reply received) {
		return new ReplyOutcome(SessionMessage.SENT, received.validationErrors(),
				Objects.requireNonNull(this.session.trail().retriesLeft()) - 1);
	}

	/**
	 * Whether this operation has handed in a reply already, or another the reply of this
	 * id.
	 */
	boolean hasTaken(ObjectId operation, @Nullable String replyId) {
		return this.session.knows(operation) || this.session.trail().answer(operation, replyId).isPresent();
	}

	/** What became of a reply that was taken. */
	ReplyOutcome outcome(ObjectId operation, @Nullable String replyId) {
		return this.session.trail()
			.answer(operation, replyId)
			.map(ReplyAnswer::outcome)
			.orElseGet(() -> new ReplyOutcome(this.session.fields().status(),
					Objects.requireNonNullElse(this.session.validationErrors(), JsonObject.empty()), null));
	}

	private SessionMessageChange taken(String status, Reply received, ObjectId operation, Instant now) {
		this.session.refuseIfEnded(now);
		SessionMessageChange change = this.session.status(new SessionMessageChange(), status, now)
			.set("operations", this.session.with(operation), this.session.operations());
		SessionTrail trail = this.session.trail();
		ReplyAttempt attempt = new ReplyAttempt(now, received.responseData(), received.validationErrors(),
				received.by());
		return (trail.onInvalid() != null) ? change.set("attempts", trail.with(attempt), trail.attempts()) : change;
	}

	private SessionMessageChange answer(SessionMessageChange change, ReplyAnswer answer) {
		return change.set("answers", this.session.trail().with(answer), this.session.trail().answers());
	}

}
