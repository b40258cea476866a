package io.parley.sessionmessage;

import java.util.Map;

import io.parley.store.JsonObject;
import io.parley.web.Callers;
import io.parley.web.OperationId;
import io.parley.web.Precondition;
import io.parley.web.ProblemException;

import org.springframework.stereotype.Service;

/** Takes the replies to session messages. */
@Service
class ReplyService {

	private final SessionMessageChanges changes;

	private final SessionMessageEvents events;

	private final Templates templates;

	private final Callers callers;

	ReplyService(SessionMessageChanges changes, SessionMessageEvents events, Templates templates, Callers callers) {
		this.callers = callers;
		this.changes = changes;
		this.events = events;
		this.templates = templates;
	}

	/**
	 * Takes a reply: merges it into the session's data, validates that, ends the session
	 * and publishes the reply.
	 * @throws ProblemException 404, 409 when the session has ended, 413, 503 when the
	 * template takes too long to check
	 */
	ReplyOutcome reply(HandedInReply handedIn, OperationId operation) {
		SessionMessage session = this.changes.apply(handedIn.sessionId(), Precondition.none(), (current, now) -> {
			current.requireDocument(handedIn.documentId());
			if (current.knows(operation.id())) {
				return new SessionMessageChange();
			}
			current.refuseIfEnded(now);
			Reply reply = this.templates.reply(current, data(handedIn)).by(by(handedIn));
			return current.reply(reply, operation.id(), now)
				.tell(this.events.replied(current, reply, operation.id(), now));
		});
		return new ReplyOutcome(session.fields().status(), session.validationErrors(), null);
	}

	private RepliedBy by(HandedInReply handedIn) {
		return (handedIn.by() != null) ? handedIn.by() : RepliedBy.of(this.callers.caller());
	}

	private static JsonObject data(HandedInReply handedIn) {
		return (handedIn.responseData() != null) ? handedIn.responseData()
				: JsonObject.of(Map.of("text", handedIn.text()));
	}

	/**
	 * What of a reply would not meet the template, by field; changes nothing.
	 * @throws ProblemException 404
	 */
	JsonObject validate(HandedInReply handedIn) {
		return this.templates.reply(this.changes.find(handedIn.sessionId()), data(handedIn)).validationErrors();
	}

}
