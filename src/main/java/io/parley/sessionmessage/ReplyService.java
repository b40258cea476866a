package io.parley.sessionmessage;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

import io.parley.sessionmessage.OutboundMessage.Purpose;
import io.parley.sessionmessage.template.ReplyText;
import io.parley.store.JsonObject;
import io.parley.store.JsonValue;
import io.parley.web.Callers;
import io.parley.web.OperationId;
import io.parley.web.Precondition;
import io.parley.web.ProblemException;
import org.bson.types.ObjectId;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Service;

/** Takes the replies to session messages. */
@Service
class ReplyService {

	private final SessionMessageChanges changes;

	private final SessionMessageEvents events;

	private final SessionOutbound outbound;

	private final Templates templates;

	private final Callers callers;

	ReplyService(SessionMessageChanges changes, SessionMessageEvents events, SessionOutbound outbound,
			Templates templates, Callers callers) {
		this.callers = callers;
		this.changes = changes;
		this.events = events;
		this.outbound = outbound;
		this.templates = templates;
	}

	/**
	 * Takes a reply: merges it into the session's data, validates that, ends the session
	 * and publishes the reply. One that does not meet the template leaves the session as
	 * it was where the human may try again, and a message tells them so. A reply that was
	 * taken before, by its id or by the operation, is answered as it was then.
	 * @throws ProblemException 404, 409 when the session has ended, 413, 503 when the
	 * template takes too long to check
	 */
	ReplyOutcome reply(HandedInReply handedIn, OperationId operation) {
		SessionMessage session = this.changes.apply(handedIn.sessionId(), Precondition.none(), (current, now) -> {
			current.requireDocument(handedIn.documentId());
			return new SessionReplies(current).hasTaken(operation.id(), handedIn.replyId()) ? new SessionMessageChange()
					: take(current, handedIn, operation.id(), now);
		});
		ReplyOutcome outcome = new SessionReplies(session).outcome(operation.id(), handedIn.replyId());
		if (outcome.isRetry()) {
			accepted(session, outcome, operation.id());
		}
		return outcome;
	}

	/**
	 * What of a reply would not meet the template, by field; changes nothing.
	 * @throws ProblemException 404
	 */
	JsonObject validate(HandedInReply handedIn) {
		SessionMessage session = this.changes.find(handedIn.sessionId());
		session.requireDocument(handedIn.documentId());
		return this.templates.reply(session, data(session, handedIn)).validationErrors();
	}

	private SessionMessageChange take(SessionMessage session, HandedInReply handedIn, ObjectId operation, Instant now) {
		session.refuseIfEnded(now);
		Reply reply = this.templates.reply(session, data(session, handedIn)).by(by(handedIn));
		SessionReplies replies = new SessionReplies(session);
		if (!reply.isValid() && replies.mayRetry()) {
			return retry(replies, reply, handedIn, operation, now);
		}
		return replies.end(reply, handedIn.replyId(), operation, now)
			.tell(this.events.replied(session, reply, operation, now));
	}

	private SessionMessageChange retry(SessionReplies replies, Reply reply, HandedInReply handedIn, ObjectId operation,
			Instant now) {
		SessionMessage session = replies.session();
		Optional<LastMessage> message = this.outbound.again(session, handedIn.channelId(), operation);
		SessionMessageChange change = replies.retry(reply, handedIn.replyId(), message, operation, now);
		message.ifPresent(
				(to) -> change.tell(this.events.repair(session, to, replies.retryOutcome(reply), operation, now)));
		return change;
	}

	private void accepted(SessionMessage session, ReplyOutcome outcome, ObjectId messageId) {
		session.trail()
			.lastChannel()
			.ifPresent((channelId) -> this.outbound.accepted(session, channelId, messageId, Purpose.REPAIR,
					() -> new JsonValue(RepairText.of(session, outcome))));
	}

	private @Nullable RepliedBy by(HandedInReply handedIn) {
		return (handedIn.by() != null) ? handedIn.by() : RepliedBy.of(this.callers.caller());
	}

	private static JsonObject data(SessionMessage session, HandedInReply handedIn) {
		SessionMessageFields fields = session.fields();
		return (handedIn.responseData() != null) ? handedIn.responseData()
				: ReplyText.of(fields.messageDataTemplate(), fields.messageData())
					.read(Objects.requireNonNull(handedIn.text()));
	}

}
