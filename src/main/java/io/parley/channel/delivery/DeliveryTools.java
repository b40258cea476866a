package io.parley.channel.delivery;

import java.time.Clock;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;

import io.parley.channel.ChannelKind;
import io.parley.channel.ChannelProperties;
import io.parley.channel.Transport;
import io.parley.sessionmessage.OutboundMessage;
import org.bson.types.ObjectId;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** What the workers of all channels share. */
@Component
class DeliveryTools {

	private final Map<ChannelKind, Transport> transports = new EnumMap<>(ChannelKind.class);

	/** Deliveries that this process has a hand on. */
	private final Set<ObjectId> underWay = ConcurrentHashMap.newKeySet();

	private final JsonMapper mapper;

	private final Clock clock;

	private final RetrySchedule schedule;

	private final ChannelProperties properties;

	private volatile boolean stopping;

	DeliveryTools(ObjectProvider<Transport> transports, JsonMapper mapper, Clock clock, ChannelProperties properties) {
		transports.orderedStream().forEach((transport) -> this.transports.putIfAbsent(transport.kind(), transport));
		this.mapper = mapper;
		this.clock = clock;
		this.properties = properties;
		this.schedule = RetrySchedule.of(properties, () -> ThreadLocalRandom.current().nextDouble());
	}

	Optional<Transport> transport(ChannelKind kind) {
		return Optional.ofNullable(this.transports.get(kind));
	}

	/** Whether this process has no hand on a delivery yet; it has one then. */
	boolean take(ObjectId id) {
		return this.underWay.add(id);
	}

	void leave(ObjectId id) {
		this.underWay.remove(id);
	}

	Optional<Errand> errand(String team, String channelId, byte[] payload) {
		return Errand.read(this.mapper, team, channelId, payload);
	}

	/** The message of an event, to whichever channel. */
	Optional<OutboundMessage> message(String subject, byte[] payload) {
		return Errand.message(this.mapper, subject, payload);
	}

	Clock clock() {
		return this.clock;
	}

	RetrySchedule schedule() {
		return this.schedule;
	}

	ChannelProperties properties() {
		return this.properties;
	}

	/** Whether the service stops: nothing more is begun then. */
	void stopping(boolean now) {
		this.stopping = now;
	}

	boolean isStopping() {
		return this.stopping;
	}

}
