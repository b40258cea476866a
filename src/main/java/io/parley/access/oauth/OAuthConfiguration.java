package io.parley.access.oauth;

import java.time.Duration;

import io.parley.store.CollectionIndexes;
import io.parley.store.Sweep;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * The collections of applications, of what they were granted and of consents. Which query
 * each index serves is said in the description of the package.
 */
@Configuration(proxyBeanMethods = false)
class OAuthConfiguration {

	private static final String APPLICATION = "application";

	private static final String EXPIRES_AT = "expires_at";

	@Bean
	CollectionIndexes applicationIndexes() {
		return CollectionIndexes.of(Application.COLLECTION)
			.credentials()
			.uniqueInAllTeams("client_id")
			.unique("client_id")
			.index("_id");
	}

	@Bean
	CollectionIndexes authorizationIndexes() {
		return CollectionIndexes.of(Authorization.COLLECTION)
			.credentials()
			.uniqueInAllTeams("hashes")
			.index(APPLICATION)
			.index(EXPIRES_AT)
			.expiring(EXPIRES_AT, Duration.ZERO);
	}

	@Bean
	CollectionIndexes consentIndexes() {
		return CollectionIndexes.of(Consent.COLLECTION)
			.credentials()
			.uniqueInAllTeams(APPLICATION, "account")
			.index(APPLICATION);
	}

	/** The embedded store removes nothing by itself. */
	@Bean
	Sweep authorizationCleanup(AuthorizationRepository authorizations, OAuthProperties properties) {
		return Sweep.byOneInstance("oauth-cleanup", properties.sweepInterval(), authorizations::removeOld);
	}

}
