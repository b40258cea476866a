package io.parley.channel;

import java.util.Optional;

import io.parley.channel.delivery.DeliveryRepository;
import io.parley.sessionmessage.OutboundChannels;
import io.parley.sessionmessage.OutboundMessage;
import io.parley.web.ProblemException;
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
	public boolean delivers(String channelId) {
		Optional<Channel> registered = this.channels.find(channelId);
		if (registered.isPresent() && !registered.get().enabled()) {
			throw ProblemException.conflict("Channel " + channelId + " is not enabled");
		}
		boolean delivers = registered.filter((channel) -> channel.kindOf().isDelivered()).isPresent();
		if (delivers && !this.readiness.hasStream()) {
			throw ProblemException.unavailable(
					"Channel " + channelId + " cannot be delivered over now: " + ChannelReadiness.NO_JETSTREAM);
		}
		return delivers;
	}

	/** Who delivers the message makes the record where this could not. */
	@Override
	public void accepted(OutboundMessage message) {
		try {
			kind(message).ifPresent((kind) -> this.deliveries.open(message, kind));
		}
		catch (DataAccessException ex) {
			log.warn("The delivery of message {} is recorded once it is delivered: {}", message.messageId(),
					ex.toString());
		}
	}

	/** What was registered a moment ago on another instance may not be known here yet. */
	private Optional<ChannelKind> kind(OutboundMessage message) {
		return this.directory.find(message.team(), message.channelId())
			.or(() -> this.channels.find(message.team(), message.channelId()))
			.map(Channel::kindOf)
			.filter(ChannelKind::isDelivered);
	}

}
