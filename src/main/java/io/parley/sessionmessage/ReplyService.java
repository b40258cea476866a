package io.parley.sessionmessage;

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
	SessionMessage reply(ReplyRequest request, OperationId operation) {
		return this.changes.apply(request.sessionId(), Precondition.none(), (current, now) -> {
			if (current.knows(operation.id())) {
				return new SessionMessageChange();
			}
			current.refuseIfEnded(now);
			Reply reply = this.templates.reply(current, request.responseData()).by(RepliedBy.of(this.callers.caller()));
			return current.reply(reply, operation.id(), now)
				.tell(this.events.replied(current, reply, operation.id(), now));
		});
	}

	/**
	 * What of a reply would not meet the template, by field; changes nothing.
	 * @throws ProblemException 404
	 */
	JsonObject validate(ReplyRequest request) {
		return this.templates.reply(this.changes.find(request.sessionId()), request.responseData()).validationErrors();
	}

}
