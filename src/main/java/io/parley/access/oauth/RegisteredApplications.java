package io.parley.access.oauth;

import java.util.Objects;

import io.parley.access.team.TeamDirectory;
import io.parley.store.Ids;

import org.jspecify.annotations.Nullable;

import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.settings.ClientSettings;
import org.springframework.security.oauth2.server.authorization.settings.OAuth2TokenFormat;
import org.springframework.security.oauth2.server.authorization.settings.TokenSettings;
import org.springframework.stereotype.Component;

/**
 * Applications as the authorization server knows them. One whose team is gone is not
 * there.
 */
@Component
class RegisteredApplications implements RegisteredClientRepository {

	private static final String APPLICATION = "io.parley.application";

	private final ApplicationRepository applications;

	private final TeamDirectory teams;

	private final TokenSettings tokens;

	RegisteredApplications(ApplicationRepository applications, TeamDirectory teams, OAuthProperties properties) {
		this.applications = applications;
		this.teams = teams;
		this.tokens = TokenSettings.builder()
			.accessTokenFormat(OAuth2TokenFormat.REFERENCE)
			.accessTokenTimeToLive(properties.accessTokenAge())
			.refreshTokenTimeToLive(properties.refreshTokenAge())
			.authorizationCodeTimeToLive(properties.codeAge())
			.reuseRefreshTokens(false)
			.build();
	}

	/** The application that a client of the authorization server is. */
	static Application application(@Nullable RegisteredClient client) {
		return Objects.requireNonNull(Objects.requireNonNull(client).getClientSettings().getSetting(APPLICATION));
	}

	@Override
	public @Nullable RegisteredClient findById(String id) {
		return Ids.read(id)
			.flatMap(this.applications::findInAnyTeam)
			.filter(this::isLive)
			.map(this::registered)
			.orElse(null);
	}

	@Override
	public @Nullable RegisteredClient findByClientId(String clientId) {
		return this.applications.findInAnyTeam(clientId).filter(this::isLive).map(this::registered).orElse(null);
	}

	private boolean isLive(Application application) {
		return this.teams.isLive(application.team(), application.teamId());
	}

	/** Applications are registered by their own endpoint only. */
	@Override
	public void save(RegisteredClient client) {
		throw new UnsupportedOperationException("An application never changes");
	}

	private RegisteredClient registered(Application application) {
		RegisteredClient.Builder client = RegisteredClient.withId(application.id().toHexString())
			.clientId(application.clientId())
			.clientIdIssuedAt(application.createdAt())
			.clientName(application.name())
			.redirectUris((uris) -> uris.addAll(application.redirectUris()))
			.scopes((scopes) -> scopes.addAll(Application.texts(application.effective())))
			.tokenSettings(this.tokens)
			.clientSettings(ClientSettings.builder()
				.requireProofKey(true)
				.requireAuthorizationConsent(true)
				.setting(APPLICATION, application)
				.build());
		application.grantTypes().forEach((grant) -> client.authorizationGrantType(new AuthorizationGrantType(grant)));
		if (application.isPublic()) {
			return client.clientAuthenticationMethod(ClientAuthenticationMethod.NONE).build();
		}
		return client.clientSecret(Objects.requireNonNull(application.secretHash()))
			.clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_BASIC)
			.clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_POST)
			.build();
	}

}
