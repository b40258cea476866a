package io.parley.channel;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import org.bson.types.ObjectId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/**
 * Says whether messages can go out over the channels that there are. Where they cannot
 * the service is degraded, never down: all else works. The details are numbers alone,
 * since the channels are those of every team and who reads them may be of one; which
 * channels it is stands in the log.
 */
@Component("channelsHealthIndicator")
class ChannelHealthIndicator implements HealthIndicator {

	private static final Logger log = LoggerFactory.getLogger(ChannelHealthIndicator.class);

	/** At most so many are named in the log. */
	private static final int NAMED = 100;

	private final ChannelDirectory directory;

	private final ChannelReadiness readiness;

	private final SecretBox box;

	private final ChannelSecrets secrets;

	/** What the log has named. */
	private volatile Set<ObjectId> named = Set.of();

	ChannelHealthIndicator(ChannelDirectory directory, ChannelReadiness readiness, SecretBox box,
			ChannelSecrets secrets) {
		this.directory = directory;
		this.readiness = readiness;
		this.box = box;
		this.secrets = secrets;
	}

	@Override
	public Health health() {
		try {
			return healthOfChannels();
		}
		catch (DataAccessException ex) {
			return Health.unknown()
				.withDetail("reason", "The channels cannot be read while the store is away or slow")
				.build();
		}
	}

	private Health healthOfChannels() {
		List<Channel> delivered = this.directory.delivered();
		if (!delivered.isEmpty() && !this.readiness.hasStream()) {
			return degraded("Nothing is delivered: " + ChannelReadiness.NO_JETSTREAM, delivered.size());
		}
		List<Channel> unreadable = delivered.stream().filter((channel) -> !this.secrets.areReadable(channel)).toList();
		name(unreadable);
		return unreadable.isEmpty()
				? Health.up()
					.withDetail("delivered", delivered.size())
					.withDetail("encrypted_with_an_older_key", withOlderKey())
					.build()
				: degraded("Secrets of channels cannot be decrypted with the keys of PARLEY_SECRET_KEY",
						unreadable.size());
	}

	private static Health degraded(String reason, int channels) {
		return Health.status("DEGRADED").withDetail("reason", reason).withDetail("count", channels).build();
	}

	/** Once, and again when they have changed. */
	private void name(List<Channel> unreadable) {
		Set<ObjectId> ids = unreadable.stream().map(Channel::id).collect(Collectors.toUnmodifiableSet());
		if (ids.equals(this.named)) {
			return;
		}
		this.named = ids;
		unreadable.stream()
			.limit(NAMED)
			.forEach((channel) -> log.warn(
					"The secrets of channel {} of team {} cannot be decrypted with the keys of" + " PARLEY_SECRET_KEY",
					channel.channelId(), channel.team()));
	}

	/** A key may be taken away once this is none. */
	private long withOlderKey() {
		return this.directory.all()
			.stream()
			.filter((channel) -> !channel.settings().sealed().allMatch(this.box::isSealedWithFirst))
			.count();
	}

}
