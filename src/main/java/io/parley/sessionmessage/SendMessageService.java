package io.parley.sessionmessage;

import io.parley.dispatch.OutboxSource;
import io.parley.dispatch.Relay;
import io.parley.web.OperationId;
import io.parley.web.Precondition;
import io.parley.web.ProblemException;

import org.springframework.stereotype.Service;

/** Sends the messages of sessions to channels. */
@Service
class SendMessageService {

	private final SessionMessageChanges changes;

	private final SessionMessageEvents events;

	private final Relay relay;

	private final OutboxSource source;

	SendMessageService(SessionMessageChanges changes, SessionMessageEvents events, Relay relay,
			OutboxSource sessionOutbox) {
		this.changes = changes;
		this.events = events;
		this.relay = relay;
		this.source = sessionOutbox;
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
		SessionMessage session = this.changes
			.apply(sessionId, precondition, (current, now) -> current.knows(operation.id()) ? new SessionMessageChange()
					: current.send(operation.id(), now).tell(this.events.sent(current, request, operation.id(), now)));
		String messageId = operation.id().toHexString();
		boolean confirmed = this.relay.awaitConfirmation(this.source, session, messageId);
		return new Sent(messageId, request.channelId(),
				SessionMessageEvents.outbound(session.team(), request.channelId()), confirmed);
	}

}
