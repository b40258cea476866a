package io.parley.channel;

import java.util.List;
import java.util.Optional;

import io.parley.dispatch.Subjects;
import io.parley.reply.ReplyLinks;
import io.parley.sessionmessage.OutboundMessage.Purpose;
import io.parley.store.Ids;
import io.parley.store.JsonValue;
import io.parley.web.ProblemException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Service;

/** Sends one message over a channel to try it, in the request that asks for it. */
@Service
class ChannelTestService {

	private static final Logger log = LoggerFactory.getLogger(ChannelTestService.class);

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
							+ Subjects.of(channel.team(), "channels", channelId, "outbound")
							+ ", and this service cannot see whether it is there");
		}
		Optional<Transport> transport = this.transports.stream()
			.filter((each) -> each.kind() == channel.kindOf())
			.findFirst();
		return transport.map((found) -> ChannelTestResponse.from(attempt(found, channel)))
			.orElseGet(() -> ChannelTestResponse
				.notDelivered("Nothing was sent: the service is not set up for kind " + channel.kind()));
	}

	private Attempt attempt(Transport transport, Channel channel) {
		OutgoingMessage message = new OutgoingMessage(channel.team(), this.ids.next().toHexString(), null, null,
				channel.channelId(), Purpose.ASK,
				new JsonValue("This is a test of the channel " + channel.name() + ". Nobody waits for a reply to it."),
				null, true, null, this.links.responseUrl(), null);
		try {
			return transport.deliver(channel, message);
		}
		catch (UnreadableSecretException ex) {
			log.warn("{}", ex.getMessage());
			return Attempt.failed(null, ex.getMessage(), null);
		}
	}

}
