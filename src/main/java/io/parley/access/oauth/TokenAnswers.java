package io.parley.access.oauth;

import java.util.Set;
import java.util.function.Consumer;

import io.parley.web.Scope;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AccessTokenAuthenticationContext;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AccessTokenAuthenticationToken;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2ClientAuthenticationToken;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2ClientCredentialsAuthenticationToken;
import org.springframework.security.oauth2.server.authorization.web.authentication.OAuth2ClientCredentialsAuthenticationConverter;
import org.springframework.security.web.authentication.AuthenticationConverter;

/**
 * What the token endpoint gives: an application that acts for itself and asks for nothing
 * in particular gets all that it can have, and {@code scope} says what a token is worth
 * at this moment.
 */
class TokenAnswers implements AuthenticationConverter, Consumer<OAuth2AccessTokenAuthenticationContext> {

	private final AuthenticationConverter reader = new OAuth2ClientCredentialsAuthenticationConverter();

	private final AccessTokens tokens;

	TokenAnswers(AccessTokens tokens) {
		this.tokens = tokens;
	}

	@Override
	public @Nullable Authentication convert(HttpServletRequest request) {
		if (!(SecurityContextHolder.getContext().getAuthentication() instanceof OAuth2ClientAuthenticationToken client)
				|| !(this.reader.convert(request) instanceof OAuth2ClientCredentialsAuthenticationToken asked)) {
			return null;
		}
		return asked.getScopes().isEmpty() ? new OAuth2ClientCredentialsAuthenticationToken(client,
				Set.copyOf(RegisteredApplications.application(client.getRegisteredClient()).scopes()),
				asked.getAdditionalParameters()) : asked;
	}

	@Override
	public void accept(OAuth2AccessTokenAuthenticationContext context) {
		OAuth2AccessTokenAuthenticationToken given = context.getAuthentication();
		String token = given.getAccessToken().getTokenValue();
		Set<Scope> granted = Scope.known(given.getAccessToken().getScopes());
		// Read and not remembered: another instance may be ending it at this moment.
		this.tokens.read(token)
			.flatMap((entry) -> this.tokens.caller(entry, Secrets.hash(token)))
			.map((caller) -> Application.texts(GrantedRights.within(granted, caller.scopes())))
			.ifPresent(context.getAccessTokenResponse()::scopes);
	}

}
