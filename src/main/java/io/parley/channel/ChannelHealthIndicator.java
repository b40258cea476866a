package io.parley.channel;

import java.util.List;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/**
 * Says whether messages can go out over the channels that there are. Where they cannot
 * the service is degraded, never down: all else works.
 */
@Component("channelsHealthIndicator")
class ChannelHealthIndicator implements HealthIndicator {

	private static final int SHOWN = 10;

	private final ChannelDirectory directory;

	private final ChannelReadiness readiness;

	private final SecretBox box;

	ChannelHealthIndicator(ChannelDirectory directory, ChannelReadiness readiness, SecretBox box) {
		this.directory = directory;
		this.readiness = readiness;
		this.box = box;
	}

	@Override
	public Health health() {
		List<Channel> delivered = this.directory.delivered();
		if (!delivered.isEmpty() && !this.readiness.hasStream()) {
			return degraded("Nothing is delivered: " + ChannelReadiness.NO_JETSTREAM, delivered);
		}
		List<Channel> unreadable = delivered.stream().filter((channel) -> !isReadable(channel)).toList();
		return unreadable.isEmpty()
				? Health.up()
					.withDetail("delivered", delivered.size())
					.withDetail("encrypted_with_an_older_key", withOlderKey())
					.build()
				: degraded("Secrets of channels cannot be decrypted with the keys of PARLEY_SECRET_KEY", unreadable);
	}

	private static Health degraded(String reason, List<Channel> channels) {
		return Health.status("DEGRADED")
			.withDetail("reason", reason)
			.withDetail("channels",
					channels.stream()
						.limit(SHOWN)
						.map((channel) -> channel.channelId() + " of team " + channel.team())
						.toList())
			.withDetail("count", channels.size())
			.build();
	}

	/** A key may be taken away once this is none. */
	private long withOlderKey() {
		return this.directory.all()
			.stream()
			.filter((channel) -> !channel.settings().sealed().allMatch(this.box::isSealedWithFirst))
			.count();
	}

	private boolean isReadable(Channel channel) {
		Channel.Settings settings = channel.settings();
		return isReadable(channel, SecretBox.SECRET, settings.secret())
				&& isReadable(channel, SecretBox.BOT_TOKEN, settings.botToken())
				&& isReadable(channel, SecretBox.SIGNING_SECRET, settings.signingSecret());
	}

	private boolean isReadable(Channel channel, String field, String sealed) {
		try {
			return sealed == null || this.box.open(channel, field, sealed) != null;
		}
		catch (UnreadableSecretException ex) {
			return false;
		}
	}

}
