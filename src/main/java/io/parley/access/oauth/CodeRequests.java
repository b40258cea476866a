package io.parley.access.oauth;

import java.util.Set;
import java.util.function.Consumer;

import io.parley.web.Scope;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.core.endpoint.OAuth2ParameterNames;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationCodeRequestAuthenticationContext;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationCodeRequestAuthenticationException;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationCodeRequestAuthenticationToken;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationCodeRequestAuthenticationValidator;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.web.authentication.OAuth2AuthorizationCodeRequestAuthenticationConverter;
import org.springframework.security.web.authentication.AuthenticationConverter;
import org.springframework.util.StringUtils;

/**
 * Reads what an application asks a person for, and checks it. A person sees the
 * applications of their own team only, and is asked only for what they have themselves.
 */
class CodeRequests implements AuthenticationConverter, Consumer<OAuth2AuthorizationCodeRequestAuthenticationContext> {

	private final AuthenticationConverter reader = new OAuth2AuthorizationCodeRequestAuthenticationConverter();

	private final RegisteredClientRepository clients;

	CodeRequests(RegisteredClientRepository clients) {
		this.clients = clients;
	}

	@Override
	public @Nullable Authentication convert(HttpServletRequest request) {
		if (!(this.reader.convert(request) instanceof OAuth2AuthorizationCodeRequestAuthenticationToken asked)) {
			return null;
		}
		RegisteredClient client = this.clients.findByClientId(asked.getClientId());
		if (client == null || !mayAsk(client, asked)) {
			throw refusal(OAuth2ErrorCodes.INVALID_REQUEST, OAuth2ParameterNames.CLIENT_ID, null);
		}
		return new OAuth2AuthorizationCodeRequestAuthenticationToken(asked.getAuthorizationUri(), asked.getClientId(),
				(Authentication) asked.getPrincipal(), asked.getRedirectUri(), asked.getState(), scopes(asked, client),
				asked.getAdditionalParameters());
	}

	private static boolean mayAsk(RegisteredClient client, OAuth2AuthorizationCodeRequestAuthenticationToken asked) {
		boolean codes = client.getAuthorizationGrantTypes().contains(AuthorizationGrantType.AUTHORIZATION_CODE);
		return codes && (!(asked.getPrincipal() instanceof PersonAuthentication person)
				|| person.team().equals(RegisteredApplications.application(client).team()));
	}

	/** Where nothing is asked for, all that the application can have. */
	private static Set<String> scopes(OAuth2AuthorizationCodeRequestAuthenticationToken asked,
			RegisteredClient client) {
		Application application = RegisteredApplications.application(client);
		Set<String> scopes = asked.getScopes().isEmpty() ? Set.copyOf(application.scopes()) : asked.getScopes();
		if (!(asked.getPrincipal() instanceof PersonAuthentication person) || !client.getScopes().containsAll(scopes)) {
			return scopes;
		}
		return Application.texts(GrantedRights.within(Scope.known(scopes), person.scopes()));
	}

	/**
	 * The redirect URI must be, character by character, one that was registered; only
	 * then may anything be sent there.
	 */
	@Override
	public void accept(OAuth2AuthorizationCodeRequestAuthenticationContext context) {
		OAuth2AuthorizationCodeRequestAuthenticationToken asked = context.getAuthentication();
		Set<String> registered = context.getRegisteredClient().getRedirectUris();
		boolean said = StringUtils.hasText(asked.getRedirectUri());
		if (said ? !registered.contains(asked.getRedirectUri()) : registered.size() != 1) {
			throw refusal(OAuth2ErrorCodes.INVALID_REQUEST, OAuth2ParameterNames.REDIRECT_URI, null);
		}
		OAuth2AuthorizationCodeRequestAuthenticationValidator.DEFAULT_SCOPE_VALIDATOR.accept(context);
		if (asked.getScopes().isEmpty()) {
			String back = said ? asked.getRedirectUri() : registered.iterator().next();
			throw refusal(OAuth2ErrorCodes.ACCESS_DENIED, OAuth2ParameterNames.SCOPE,
					new OAuth2AuthorizationCodeRequestAuthenticationToken(asked.getAuthorizationUri(),
							asked.getClientId(), (Authentication) asked.getPrincipal(), back, asked.getState(),
							asked.getScopes(), asked.getAdditionalParameters()));
		}
	}

	private static OAuth2AuthorizationCodeRequestAuthenticationException refusal(String code, String parameter,
			@Nullable OAuth2AuthorizationCodeRequestAuthenticationToken back) {
		return new OAuth2AuthorizationCodeRequestAuthenticationException(
				new OAuth2Error(code, "OAuth 2.0 Parameter: " + parameter, null), back);
	}

}
