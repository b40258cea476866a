package io.parley.access.key;

import java.time.Duration;

import io.parley.store.CollectionIndexes;
import io.parley.store.Sweep;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The collection of keys, and what keeps when each was last used. */
@Configuration(proxyBeanMethods = false)
class ApiKeyConfiguration {

	private static final Duration PAUSE = Duration.ofSeconds(2);

	@Bean
	CollectionIndexes apiKeyIndexes() {
		return CollectionIndexes.of(ApiKey.COLLECTION)
			.credentials()
			.uniqueInAllTeams("hash")
			.indexInAllTeams("allowed_origins");
	}

	@Bean
	Sweep keyUseSweep(KeyUses uses) {
		return Sweep.byEachInstance("key-uses", PAUSE, uses::keep);
	}

}
