package io.parley.channel.delivery;

import io.parley.channel.ChannelSessions;
import io.parley.channel.OutgoingMessage;
import io.parley.reply.ReplyLinks;
import io.parley.sessionmessage.AskedSession;
import io.parley.sessionmessage.OutboundMessage;
import org.bson.Document;

import org.springframework.stereotype.Component;

/** Puts together what is put before a human. */
@Component
class OutgoingMessages {

	private final ChannelSessions sessions;

	private final ReplyLinks links;

	private final DeliveryRepository deliveries;

	OutgoingMessages(ChannelSessions sessions, ReplyLinks links, DeliveryRepository deliveries) {
		this.sessions = sessions;
		this.links = links;
		this.deliveries = deliveries;
	}

	/**
	 * A message with its session, not one that was made later under the same id.
	 * @param threads whether it is to be in the thread of the first of its session
	 */
	OutgoingMessage of(OutboundMessage message, boolean threads) {
		AskedSession session = this.sessions.find(message.team(), message.channelId(), message.documentId())
			.orElse(null);
		String page = (session != null && !session.ended())
				? this.links.pageUrl(session.id(), message.team(), message.messageId()) : null;
		Document thread = (threads && message.previous() != null) ? this.deliveries.firstReceipt(message).orElse(null)
				: null;
		return new OutgoingMessage(message.team(), message.messageId().toHexString(), message.sessionId(),
				message.subjectId(), message.channelId(), message.purpose(), message.message(), session, false, page,
				(session != null) ? this.links.responseUrl() : null, thread);
	}

}
