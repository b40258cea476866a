package io.parley.access.oauth;

import java.util.Objects;
import java.util.Optional;

import io.parley.web.Caller;
import io.parley.web.Scope;

import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.server.authorization.OAuth2TokenIntrospection;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2ClientAuthenticationToken;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2TokenIntrospectionAuthenticationToken;

/**
 * Tells a confidential application about a token of its own team, as it counts at this
 * moment; of every other it says no more than that it is not active.
 */
class Introspection implements AuthenticationProvider {

	private final AccessTokens tokens;

	Introspection(AccessTokens tokens) {
		this.tokens = tokens;
	}

	@Override
	public Authentication authenticate(Authentication authentication) {
		OAuth2TokenIntrospectionAuthenticationToken asked = (OAuth2TokenIntrospectionAuthenticationToken) authentication;
		Application asking = asking(asked);
		OAuth2TokenIntrospection answer = this.tokens.read(asked.getToken())
			.filter((found) -> found.authorization().teamId().equals(asking.teamId()))
			.flatMap((found) -> this.tokens.caller(found, Secrets.hash(asked.getToken()))
				.map((caller) -> active(found, caller)))
			.orElseGet(() -> OAuth2TokenIntrospection.builder().build());
		return new OAuth2TokenIntrospectionAuthenticationToken(asked.getToken(), (Authentication) asked.getPrincipal(),
				answer);
	}

	private static Application asking(OAuth2TokenIntrospectionAuthenticationToken asked) {
		return Optional.of(asked.getPrincipal())
			.filter(OAuth2ClientAuthenticationToken.class::isInstance)
			.map(OAuth2ClientAuthenticationToken.class::cast)
			.filter(OAuth2ClientAuthenticationToken::isAuthenticated)
			.map((client) -> RegisteredApplications.application(client.getRegisteredClient()))
			.filter((application) -> !application.isPublic())
			.orElseThrow(() -> new OAuth2AuthenticationException(OAuth2ErrorCodes.INVALID_CLIENT));
	}

	private static OAuth2TokenIntrospection active(TokenCache.Entry found, Caller caller) {
		Authorization.Person person = found.authorization().person();
		OAuth2TokenIntrospection.Builder answer = OAuth2TokenIntrospection.builder(true)
			.clientId(found.application().clientId())
			.subject((person != null) ? person.accountId() : found.application().clientId())
			.tokenType("Bearer")
			.expiresAt(Objects.requireNonNull(caller.expiresAt()));
		if (person != null) {
			answer.username(person.username());
		}
		caller.scopes().stream().map(Scope::text).forEach(answer::scope);
		return answer.build();
	}

	@Override
	public boolean supports(Class<?> authentication) {
		return OAuth2TokenIntrospectionAuthenticationToken.class.isAssignableFrom(authentication);
	}

}
