package io.parley.channel;

import java.time.Clock;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Whether what channels keep encrypted can be decrypted with the keys that there are. */
@Component
class ChannelSecrets {

	private final SecretBox box;

	private final Clock clock;

	ChannelSecrets(SecretBox box, Clock clock) {
		this.box = box;
		this.clock = clock;
	}

	/** Whether every secret that a channel works with is readable. */
	boolean areReadable(Channel channel) {
		Channel.Settings settings = channel.settings();
		return isReadable(channel, SecretBox.SECRET, settings.secret())
				&& (!settings.overlaps(this.clock.instant())
						|| isReadable(channel, SecretBox.SECRET, settings.previousSecret()))
				&& isReadable(channel, SecretBox.BOT_TOKEN, settings.botToken())
				&& isReadable(channel, SecretBox.SIGNING_SECRET, settings.signingSecret());
	}

	private boolean isReadable(Channel channel, String field, @Nullable String sealed) {
		return sealed == null || this.box.opened(channel, field, sealed).isPresent();
	}

}
