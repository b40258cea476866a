package io.parley.channel;

import java.time.Duration;

import io.parley.store.CollectionIndexes;
import io.parley.store.Sweep;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The collection of channels, and what sees changes of other instances. */
@Configuration(proxyBeanMethods = false)
class ChannelConfiguration {

	private static final Duration ROTATION_PAUSE = Duration.ofMinutes(1);

	@Bean
	CollectionIndexes channelIndexes() {
		return CollectionIndexes.of(Channel.COLLECTION).unique("channel_id").index("_id");
	}

	@Bean
	Sweep secretRotationSweep(SecretRotation rotation) {
		return Sweep.byOneInstance("secret-rotation", ROTATION_PAUSE, rotation::run);
	}

	@Bean
	Sweep channelDirectorySweep(ChannelDirectory directory) {
		return Sweep.byEachInstance("channel-directory", ChannelDirectory.PAUSE, directory::refresh);
	}

}
