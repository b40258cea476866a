package io.parley.channel;

import java.util.List;

import io.parley.dispatch.Subjects;
import io.parley.reply.ReplyLinks;
import io.parley.sessionmessage.OutboundMessage.Purpose;
import io.parley.store.Ids;
import io.parley.store.JsonValue;
import io.parley.web.ProblemException;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Service;

/** Sends one message over a channel to try it, in the request that asks for it. */
@Service
class ChannelTestService {

	private final ChannelService channels;

	private final List<Transport> transports;

	private final ReplyLinks links;

	private final Ids ids;

	ChannelTestService(ChannelService channels, ObjectProvider<Transport> transports, ReplyLinks links, Ids ids) {
		this.channels = channels;
		this.transports = transports.stream().toList();
		this.links = links;
		this.ids = ids;
	}

	/**
	 * Makes one attempt, also over a channel that is not enabled. No delivery is kept of
	 * it, and nothing goes to NATS.
	 * @throws ProblemException 404 when the team has no such channel
	 */
	ChannelTestResponse test(String channelId) {
		Channel channel = this.channels.get(channelId);
		if (!channel.kindOf().isDelivered()) {
			return ChannelTestResponse.notDelivered(
					"Nothing was sent: a worker outside takes the messages of this channel from the NATS subject "
							+ Subjects.outbound(channel.team(), channelId)
							+ ", and this service cannot see whether it is there");
		}
		return ChannelTestResponse.from(transport(channel.kindOf()).deliver(channel, message(channel)));
	}

	private Transport transport(ChannelKind kind) {
		return this.transports.stream().filter((each) -> each.kind() == kind).findFirst().orElseThrow();
	}

	private OutgoingMessage message(Channel channel) {
		return new OutgoingMessage(channel.team(), this.ids.next().toHexString(), null, null, channel.channelId(),
				Purpose.ASK,
				new JsonValue("This is a test of the channel " + channel.name() + ". Nobody waits for a reply to it."),
				null, true, null, this.links.responseUrl(), null);
	}

}
