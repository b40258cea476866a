package io.parley.channel;

import java.time.Clock;
import java.time.Instant;
import java.util.List;

import io.parley.channel.Channel.Settings;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/** Makes of what a request says the settings that are stored, with secrets encrypted. */
@Component
class ChannelSettings {

	private final SecretBox box;

	private final ChannelProperties properties;

	private final Clock clock;

	ChannelSettings(SecretBox box, ChannelProperties properties, Clock clock) {
		this.box = box;
		this.properties = properties;
		this.clock = clock;
	}

	/** The settings of a new channel. */
	Settings of(String team, String channelId, ChannelRequest request, @Nullable String secret) {
		return new Settings(request.url(), seal(team, channelId, SecretBox.SECRET, secret), null, null,
				request.channel(), seal(team, channelId, SecretBox.BOT_TOKEN, request.botToken()),
				seal(team, channelId, SecretBox.SIGNING_SECRET, request.signingSecret()), list(request.to()),
				request.subject());
	}

	/**
	 * The settings of a channel that is there: secrets that are left out stay, and a
	 * webhook's new secret leaves the one before valid for a while, unless that cannot be
	 * decrypted any more.
	 */
	Settings changed(Channel channel, ChannelRequest request) {
		Settings before = channel.settings();
		Instant now = this.clock.instant();
		boolean rotated = isNew(channel, SecretBox.SECRET, before.secret(), request.secret());
		boolean overlaps = before.overlaps(now);
		String previous = rotated ? readable(channel, before.secret()) : overlaps ? before.previousSecret() : null;
		Instant until = rotated ? now.plus(this.properties.secretOverlap()) : overlaps ? before.previousUntil() : null;
		return new Settings(request.url(), renewed(channel, SecretBox.SECRET, before.secret(), request.secret()),
				previous, (previous != null) ? until : null, request.channel(),
				renewed(channel, SecretBox.BOT_TOKEN, before.botToken(), request.botToken()),
				renewed(channel, SecretBox.SIGNING_SECRET, before.signingSecret(), request.signingSecret()),
				list(request.to()), request.subject());
	}

	/** The secret of a webhook, for who has just made it. */
	String secret(Channel channel) {
		return this.box.open(channel, SecretBox.SECRET, channel.settings().secret());
	}

	private @Nullable String renewed(Channel channel, String field, @Nullable String before, @Nullable String given) {
		return isNew(channel, field, before, given) ? seal(channel.team(), channel.channelId(), field, given) : before;
	}

	/** A request that is repeated brings nothing new. */
	private boolean isNew(Channel channel, String field, @Nullable String before, @Nullable String given) {
		return given != null && this.box.opened(channel, field, before).filter(given::equals).isEmpty();
	}

	/** A webhook's secret as it is stored, or null where nobody could sign with it. */
	private @Nullable String readable(Channel channel, @Nullable String secret) {
		return this.box.opened(channel, SecretBox.SECRET, secret).isPresent() ? secret : null;
	}

	private @Nullable String seal(String team, String channelId, String field, @Nullable String secret) {
		return (secret != null) ? this.box.seal(team, channelId, field, secret) : null;
	}

	private static @Nullable List<String> list(@Nullable List<String> to) {
		return (to != null) ? List.copyOf(to) : null;
	}

	/** The same settings with each secret encrypted with the first key. */
	Settings resealed(Channel channel) {
		Settings settings = channel.settings();
		return new Settings(settings.url(), reseal(channel, SecretBox.SECRET, settings.secret()),
				reseal(channel, SecretBox.SECRET, settings.previousSecret()), settings.previousUntil(),
				settings.channel(), reseal(channel, SecretBox.BOT_TOKEN, settings.botToken()),
				reseal(channel, SecretBox.SIGNING_SECRET, settings.signingSecret()), settings.to(), settings.subject());
	}

	private @Nullable String reseal(Channel channel, String field, @Nullable String sealed) {
		return (sealed == null || this.box.isSealedWithFirst(sealed)) ? sealed
				: seal(channel.team(), channel.channelId(), field, this.box.open(channel, field, sealed));
	}

}
