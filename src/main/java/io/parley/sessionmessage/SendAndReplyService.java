package io.parley.sessionmessage;

import java.time.Instant;
import java.util.List;

import io.parley.sessionmessage.SessionMessageChanges.Change;
import io.parley.store.JsonObject;
import io.parley.web.OperationId;
import io.parley.web.Precondition;
import io.parley.web.ProblemException;

import org.springframework.stereotype.Service;

/** Asks somebody, and takes the reply. */
@Service
class SendAndReplyService {

	private final SessionMessageChanges changes;

	private final SessionMessageEvents events;

	private final SessionMessageRelay relay;

	private final Templates templates;

	SendAndReplyService(SessionMessageChanges changes, SessionMessageEvents events, SessionMessageRelay relay,
			Templates templates) {
		this.changes = changes;
		this.events = events;
		this.relay = relay;
		this.templates = templates;
	}

	/** A message that was accepted: with NATS, or stored until it can be. */
	record Sent(String messageId, String channelId, String subject, boolean confirmed) {
	}

	/**
	 * Stores a message to a channel, then publishes it.
	 * @throws ProblemException 404, 409 when the session has ended, 412, 413, 503 when
	 * too much waits for NATS already
	 */
	Sent send(String sessionId, SendRequest request, Precondition precondition, OperationId operation) {
		SessionMessage session = this.changes.apply(sessionId, precondition, (current, now) -> {
			if (current.knows(operation.id())) {
				return Change.none(current);
			}
			refuseIfEnded(current, now);
			return new Change(current.sent(operation.id(), now),
					List.of(this.events.sent(current, request, operation.id(), now)));
		});
		boolean confirmed = this.relay.now(session) || !session.isPending(operation.id().toHexString());
		return new Sent(operation.id().toHexString(), request.channelId(),
				SessionMessageEvents.outbound(session.team(), request.channelId()), confirmed);
	}

	/**
	 * Takes a reply: merges it into the session's data, validates that, ends the session
	 * and publishes the reply.
	 * @throws ProblemException 404, 409 when the session has ended, 413
	 */
	SessionMessage reply(ReplyRequest request, OperationId operation) {
		SessionMessage session = this.changes.apply(request.sessionId(), Precondition.none(), (current, now) -> {
			if (current.knows(operation.id())) {
				return Change.none(current);
			}
			refuseIfEnded(current, now);
			Reply reply = this.templates.reply(current, request.responseData());
			return new Change(current.replied(reply, operation.id(), now),
					List.of(this.events.replied(current, reply, operation.id(), now)));
		});
		this.relay.now(session);
		return session;
	}

	/** What of a reply would not meet the template, by field; changes nothing. */
	JsonObject validate(ReplyRequest request) {
		return this.templates.reply(this.changes.find(request.sessionId()), request.responseData()).validationErrors();
	}

	private static void refuseIfEnded(SessionMessage session, Instant now) {
		if (session.isEnded(now)) {
			String status = session.ended() ? session.status() : SessionMessage.EXPIRED;
			throw ProblemException.conflict("Session " + session.sessionId() + " has ended: its status is " + status);
		}
	}

}
