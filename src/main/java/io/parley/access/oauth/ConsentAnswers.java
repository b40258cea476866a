package io.parley.access.oauth;

import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationConsentAuthenticationContext;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationConsentAuthenticationToken;

/**
 * Reads whether a person said yes. Who says no, or leaves nothing ticked, allows nothing,
 * and what they had allowed the application before is forgotten.
 */
class ConsentAnswers implements Consumer<OAuth2AuthorizationConsentAuthenticationContext> {

	static final String DECISION = "decision";

	static final String DENY = "deny";

	/** Before the name of a scope that was allowed. */
	private static final String ALLOWED = "SCOPE_";

	@Override
	public void accept(OAuth2AuthorizationConsentAuthenticationContext context) {
		OAuth2AuthorizationConsentAuthenticationToken answer = context.getAuthentication();
		boolean denied = DENY.equals(answer.getAdditionalParameters().get(DECISION));
		Set<String> asked = Objects.requireNonNull(context.getAuthorizationRequest())
			.getScopes()
			.stream()
			.map((scope) -> ALLOWED + scope)
			.collect(Collectors.toSet());
		context.getAuthorizationConsent().authorities((allowed) -> {
			if (denied || allowed.stream().noneMatch((each) -> asked.contains(each.getAuthority()))) {
				allowed.clear();
			}
		});
	}

}
