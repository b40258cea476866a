package io.parley.access.oauth;

import java.security.Principal;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.OAuth2AccessToken;
import org.springframework.security.oauth2.core.OAuth2RefreshToken;
import org.springframework.security.oauth2.core.OAuth2Token;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationRequest;
import org.springframework.security.oauth2.core.endpoint.OAuth2ParameterNames;
import org.springframework.security.oauth2.core.endpoint.PkceParameterNames;
import org.springframework.security.oauth2.server.authorization.OAuth2Authorization;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationCode;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;

/**
 * Turns what is stored into what the authorization server works with, and back. The
 * server's values are secrets, and only their hashes are stored: a value that nobody has
 * just shown is read as its hash behind {@link #HASHED}, and written back as it was.
 */
final class AuthorizationMapping {

	/** No secret begins with it. */
	private static final String HASHED = "sha256:";

	/** The attribute with the state that an authorization was read in. */
	private static final String STORED = Authorization.class.getName();

	private static final String REQUEST = OAuth2AuthorizationRequest.class.getName();

	private static final String PRINCIPAL = Principal.class.getName();

	private static final String AUTHORIZE = "/o/authorize";

	private final Duration consentAge;

	AuthorizationMapping(Duration consentAge) {
		this.consentAge = consentAge;
	}

	/** The state that it was read in, or null where it is new. */
	static @Nullable Authorization stored(OAuth2Authorization authorization) {
		return authorization.getAttribute(STORED);
	}

	/**
	 * @param shown the secret that the caller has shown, or null
	 */
	OAuth2Authorization read(Authorization stored, RegisteredClient client, @Nullable String shown) {
		OAuth2Authorization.Builder builder = OAuth2Authorization.withRegisteredClient(client)
			.id(stored.id())
			.principalName((stored.person() != null) ? stored.person().accountId() : stored.clientId())
			.authorizationGrantType(new AuthorizationGrantType(stored.grantType()))
			.authorizedScopes(new HashSet<>(stored.scopes()))
			.attribute(STORED, stored);
		if (stored.person() != null) {
			builder.attribute(PRINCIPAL, new PersonAuthentication(stored.person(), stored.team(), Set.of()))
				.attribute(REQUEST, request(stored));
		}
		if (stored.consent() != null) {
			builder.attribute(OAuth2ParameterNames.STATE, value(stored.consent(), shown));
		}
		Authorization.Code code = stored.code();
		if (code != null) {
			builder.token(new OAuth2AuthorizationCode(value(code.hash(), shown), code.issuedAt(), code.expiresAt()),
					(metadata) -> metadata.put(OAuth2Authorization.Token.INVALIDATED_METADATA_NAME, code.used()));
		}
		Authorization.Token access = stored.access();
		if (access != null) {
			builder.token(new OAuth2AccessToken(OAuth2AccessToken.TokenType.BEARER, value(access.hash(), shown),
					access.issuedAt(), access.expiresAt(), new HashSet<>(access.scopes())));
		}
		Authorization.Token refresh = stored.refresh();
		if (refresh != null) {
			builder
				.token(new OAuth2RefreshToken(value(refresh.hash(), shown), refresh.issuedAt(), refresh.expiresAt()));
		}
		return builder.build();
	}

	private static OAuth2AuthorizationRequest request(Authorization stored) {
		Authorization.CodeRequest request = Objects.requireNonNull(stored.request());
		return OAuth2AuthorizationRequest.authorizationCode()
			.authorizationUri(AUTHORIZE)
			.clientId(stored.clientId())
			.redirectUri(request.redirectUri())
			.scopes(new HashSet<>(request.scopes()))
			.state(request.state())
			.additionalParameters(Map.of(PkceParameterNames.CODE_CHALLENGE, request.challenge(),
					PkceParameterNames.CODE_CHALLENGE_METHOD, "S256"))
			.build();
	}

	/** What is to be stored of a new authorization. */
	Authorization create(OAuth2Authorization authorization, Application application, Instant now) {
		PersonAuthentication principal = authorization.getAttribute(PRINCIPAL);
		OAuth2AuthorizationRequest asked = authorization.getAttribute(REQUEST);
		Authorization.CodeRequest request = (asked == null) ? null
				: new Authorization.CodeRequest(asked.getRedirectUri(), List.copyOf(asked.getScopes()),
						asked.getState(), (String) Objects
							.requireNonNull(asked.getAdditionalParameters().get(PkceParameterNames.CODE_CHALLENGE)));
		return next(new Authorization(authorization.getId(), application.team(), application.teamId(), application.id(),
				application.clientId(), authorization.getAuthorizationGrantType().getValue(),
				(principal != null) ? principal.person() : null, request, List.of(), null, null, null, null, List.of(),
				List.of(), now.truncatedTo(ChronoUnit.MILLIS), null, 0), authorization);
	}

	/** What is to be stored of one that was read in a state before. */
	Authorization next(Authorization before, OAuth2Authorization authorization) {
		String state = authorization.getAttribute(OAuth2ParameterNames.STATE);
		OAuth2Authorization.Token<OAuth2AuthorizationCode> code = authorization.getToken(OAuth2AuthorizationCode.class);
		OAuth2Authorization.Token<OAuth2AccessToken> access = authorization.getAccessToken();
		OAuth2Authorization.Token<OAuth2RefreshToken> refresh = authorization.getRefreshToken();
		Authorization.Token renewed = (refresh != null) ? token(refresh.getToken(), List.of()) : null;
		return new Authorization(before.id(), before.team(), before.teamId(), before.application(), before.clientId(),
				before.grantType(), before.person(), before.request(),
				authorization.getAuthorizedScopes().stream().sorted().toList(), (state != null) ? hash(state) : null,
				(code != null) ? code(code) : null,
				(access != null) ? token(access.getToken(), access.getToken().getScopes().stream().sorted().toList())
						: null,
				renewed, spent(before, renewed), List.of(), before.createdAt(), null, before.version())
			.completed(before.createdAt().plus(this.consentAge));
	}

	/** Whether its tokens were revoked, so that nothing of it may count any more. */
	static boolean isRevoked(OAuth2Authorization authorization) {
		return isInvalidated(authorization.getAccessToken()) || isInvalidated(authorization.getRefreshToken());
	}

	private static boolean isInvalidated(OAuth2Authorization.@Nullable Token<?> token) {
		return token != null && token.isInvalidated();
	}

	private static List<String> spent(Authorization before, Authorization.@Nullable Token renewed) {
		if (before.refresh() == null || renewed != null && renewed.hash().equals(before.refresh().hash())) {
			return before.spent();
		}
		List<String> spent = new ArrayList<>(before.spent());
		spent.add(before.refresh().hash());
		return List.copyOf(spent.subList(Math.max(0, spent.size() - Authorization.MOST_SPENT), spent.size()));
	}

	private static Authorization.Code code(OAuth2Authorization.Token<OAuth2AuthorizationCode> code) {
		OAuth2AuthorizationCode token = code.getToken();
		return new Authorization.Code(hash(token.getTokenValue()), millis(token.getIssuedAt()),
				millis(token.getExpiresAt()), code.isInvalidated());
	}

	private static Authorization.Token token(OAuth2Token token, List<String> scopes) {
		return new Authorization.Token(hash(token.getTokenValue()), scopes, millis(token.getIssuedAt()),
				millis(token.getExpiresAt()));
	}

	private static Instant millis(@Nullable Instant instant) {
		return Objects.requireNonNull(instant).truncatedTo(ChronoUnit.MILLIS);
	}

	private static String value(String hash, @Nullable String shown) {
		return (shown != null && Secrets.hash(shown).equals(hash)) ? shown : HASHED + hash;
	}

	private static String hash(String value) {
		return value.startsWith(HASHED) ? value.substring(HASHED.length()) : Secrets.hash(value);
	}

}
