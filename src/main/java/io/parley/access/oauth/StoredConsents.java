package io.parley.access.oauth;

import java.util.Objects;

import org.bson.types.ObjectId;
import org.jspecify.annotations.Nullable;

import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationConsent;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationConsentService;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.stereotype.Component;

/** What people have allowed applications, for the authorization server. */
@Component
class StoredConsents implements OAuth2AuthorizationConsentService {

	private final ConsentRepository consents;

	private final RegisteredApplications applications;

	StoredConsents(ConsentRepository consents, RegisteredApplications applications) {
		this.consents = consents;
		this.applications = applications;
	}

	@Override
	public @Nullable OAuth2AuthorizationConsent findById(String client, String account) {
		return this.consents.find(new ObjectId(client), account).map((consent) -> {
			OAuth2AuthorizationConsent.Builder builder = OAuth2AuthorizationConsent.withId(client, account);
			consent.scopes().forEach(builder::scope);
			return builder.build();
		}).orElse(null);
	}

	@Override
	public void save(OAuth2AuthorizationConsent consent) {
		RegisteredClient client = Objects.requireNonNull(this.applications.findById(consent.getRegisteredClientId()));
		Application application = RegisteredApplications.application(client);
		this.consents.save(application, consent.getPrincipalName(), consent.getScopes().stream().sorted().toList());
	}

	@Override
	public void remove(OAuth2AuthorizationConsent consent) {
		this.consents.remove(new ObjectId(consent.getRegisteredClientId()), consent.getPrincipalName());
	}

}
