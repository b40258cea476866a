package io.parley.channel;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.stereotype.Component;

/**
 * Encrypts again, with the first key, what was encrypted with another, so that a key that
 * is no longer first can be taken away.
 */
@Component
class SecretRotation {

	private static final Logger log = LoggerFactory.getLogger(SecretRotation.class);

	private final ChannelRepository channels;

	private final ChannelDirectory directory;

	private final ChannelSettings settings;

	private final SecretBox box;

	SecretRotation(ChannelRepository channels, ChannelDirectory directory, ChannelSettings settings, SecretBox box) {
		this.channels = channels;
		this.directory = directory;
		this.settings = settings;
		this.box = box;
	}

	/** What cannot be decrypted stays as it is. */
	void run() {
		if (!this.box.isReady()) {
			return;
		}
		long renewed = this.directory.all().stream().filter(this::renew).count();
		if (renewed > 0) {
			log.info("The secrets of {} channels are encrypted with the first secret key now", renewed);
			this.directory.changed();
		}
	}

	private boolean renew(Channel channel) {
		try {
			Channel.Settings settings = this.settings.resealed(channel);
			return !settings.equals(channel.settings()) && this.channels.seal(channel, settings);
		}
		catch (UnreadableSecretException ex) {
			return false;
		}
	}

}
