package io.parley.sessionmessage;

import java.time.Instant;

import io.parley.dispatch.Confirmation;
import io.parley.dispatch.OutboxSource;
import io.parley.dispatch.Relay;
import io.parley.dispatch.Subjects;
import io.parley.sessionmessage.OutboundMessage.Purpose;
import io.parley.web.OperationId;
import io.parley.web.Precondition;
import io.parley.web.ProblemException;
import org.bson.types.ObjectId;

import org.springframework.stereotype.Service;

/** Sends the messages of sessions to channels. */
@Service
class SendMessageService {

	private final SessionMessageChanges changes;

	private final SessionMessageEvents events;

	private final Relay relay;

	private final OutboxSource source;

	private final SessionOutbound outbound;

	SendMessageService(SessionMessageChanges changes, SessionMessageEvents events, Relay relay,
			OutboxSource sessionOutbox, SessionOutbound outbound) {
		this.changes = changes;
		this.events = events;
		this.relay = relay;
		this.source = sessionOutbox;
		this.outbound = outbound;
	}

	/** A message that was accepted: with NATS, or stored until it can be. */
	record Sent(String messageId, String channelId, String subject, boolean confirmed) {
	}

	/**
	 * Stores a message to a channel, then publishes it.
	 * @throws ProblemException 404, 409 when the session has ended or the channel is not
	 * enabled, 412, 413, 503 when too much waits for NATS already or the channel cannot
	 * be delivered over at all
	 */
	Sent send(String sessionId, SendRequest request, Precondition precondition, OperationId operation) {
		SessionMessage session = this.changes.apply(sessionId, precondition,
				(current, now) -> current.knows(operation.id()) ? new SessionMessageChange()
						: send(current, request, operation.id(), now));
		String messageId = operation.id().toHexString();
		Confirmation confirmation = this.relay.confirmation(this.source, session, messageId);
		this.outbound.accepted(session, request.channelId(), operation.id(), Purpose.ASK, request::message);
		return new Sent(messageId, request.channelId(), Subjects.outbound(session.team(), request.channelId()),
				confirmation.await());
	}

	private SessionMessageChange send(SessionMessage session, SendRequest request, ObjectId messageId, Instant now) {
		session.refuseIfEnded(now);
		LastMessage message = this.outbound.next(session, request.channelId(), messageId);
		return session.send(message, messageId, now)
			.tell(this.events.sent(session, message, request.message(), messageId, now));
	}

}
