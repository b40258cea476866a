package io.parley.channel.delivery;

import io.parley.channel.OutgoingMessage;
import io.parley.reply.ReplyLinks;
import io.parley.sessionmessage.AskedSession;
import io.parley.sessionmessage.OutboundMessage;
import io.parley.sessionmessage.SessionMessages;
import io.parley.web.Caller;
import io.parley.web.OnBehalf;
import org.bson.Document;

import org.springframework.stereotype.Component;

/** Puts together what is put before a human. */
@Component
class OutgoingMessages {

	private final SessionMessages sessions;

	private final OnBehalf onBehalf;

	private final ReplyLinks links;

	private final DeliveryRepository deliveries;

	OutgoingMessages(SessionMessages sessions, OnBehalf onBehalf, ReplyLinks links, DeliveryRepository deliveries) {
		this.sessions = sessions;
		this.onBehalf = onBehalf;
		this.links = links;
		this.deliveries = deliveries;
	}

	OutgoingMessage of(OutboundMessage message) {
		AskedSession session = session(message);
		String page = (session != null && !session.ended())
				? this.links.pageUrl(session.id(), message.team(), message.messageId()) : null;
		Document thread = (message.previous() != null) ? this.deliveries.firstReceipt(message).orElse(null) : null;
		return new OutgoingMessage(message.team(), message.messageId().toHexString(), message.sessionId(),
				message.subjectId(), message.channelId(), message.purpose(), message.message(), session, false, page,
				(session != null) ? this.links.responseUrl() : null, thread);
	}

	/** Not one that was made later under the same id. */
	private AskedSession session(OutboundMessage message) {
		Caller channel = Caller.ofChannel(message.team(), message.channelId());
		return this.onBehalf.of(channel, () -> this.sessions.find(message.sessionId()))
			.filter((session) -> session.id().equals(message.documentId()))
			.orElse(null);
	}

}
