package io.parley.channel;

import java.util.Optional;

import io.parley.channel.delivery.DeliveryRepository;
import io.parley.sessionmessage.OutboundChannels;
import io.parley.sessionmessage.OutboundMessage;
import io.parley.web.ProblemException;
import org.bson.types.ObjectId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/**
 * Tells sessions which of their messages this service delivers. It asks the store and not
 * what this instance remembers: a message that was taken for a worker's would never be
 * delivered.
 */
@Component
class RegisteredChannels implements OutboundChannels {

	private static final Logger log = LoggerFactory.getLogger(RegisteredChannels.class);

	private final ChannelRepository channels;

	private final ChannelDirectory directory;

	private final ChannelReadiness readiness;

	private final DeliveryRepository deliveries;

	RegisteredChannels(ChannelRepository channels, ChannelDirectory directory, ChannelReadiness readiness,
			DeliveryRepository deliveries) {
		this.channels = channels;
		this.directory = directory;
		this.readiness = readiness;
		this.deliveries = deliveries;
	}

	@Override
	public Optional<ObjectId> delivers(String channelId) {
		Optional<Channel> registered = this.channels.find(channelId);
		if (registered.isPresent() && !registered.get().enabled()) {
			throw ProblemException.conflict("Channel " + channelId + " is not enabled");
		}
		Optional<ObjectId> delivers = registered.filter((channel) -> channel.kindOf().isDelivered()).map(Channel::id);
		if (delivers.isPresent() && !this.readiness.hasStream()) {
			throw ProblemException.unavailable(
					"Channel " + channelId + " cannot be delivered over now: " + ChannelReadiness.NO_JETSTREAM);
		}
		return delivers;
	}

	/**
	 * Who delivers the message makes the record where this could not. Where the channel
	 * is gone in the meantime the message is given up at once.
	 */
	@Override
	public void accepted(OutboundMessage message) {
		try {
			Optional<ChannelKind> kind = kind(message);
			if (kind.isPresent()) {
				this.deliveries.open(message, kind.get());
			}
			else {
				this.deliveries.openGivenUp(message);
			}
		}
		catch (DataAccessException ex) {
			log.warn("The delivery of message {} is recorded once it is delivered: {}", message.messageId(),
					ex.toString());
		}
	}

	/** What was registered a moment ago on another instance may not be known here yet. */
	private Optional<ChannelKind> kind(OutboundMessage message) {
		return this.directory.find(message.team(), message.channelId())
			.filter((channel) -> isOf(message, channel))
			.or(() -> this.channels.find(message.team(), message.channelId())
				.filter((channel) -> isOf(message, channel)))
			.map(Channel::kindOf);
	}

	private static boolean isOf(OutboundMessage message, Channel channel) {
		return channel.kindOf().isDelivered()
				&& (message.channelDocumentId() == null || message.channelDocumentId().equals(channel.id()));
	}

}
