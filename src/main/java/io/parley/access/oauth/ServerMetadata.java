package io.parley.access.oauth;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.parley.web.Scope;

/** What the metadata document says is supported, and nothing else. */
final class ServerMetadata {

	private static final String METHODS = "_endpoint_auth_methods_supported";

	private static final Set<String> KEPT = Set.of("issuer", "authorization_endpoint", "token_endpoint",
			"revocation_endpoint", "introspection_endpoint", "response_types_supported",
			"code_challenge_methods_supported");

	private static final List<String> SECRET = List.of("client_secret_basic", "client_secret_post");

	private static final List<String> SECRET_OR_NONE = List.of("client_secret_basic", "client_secret_post", "none");

	private ServerMetadata() {
	}

	static void complete(Map<String, Object> claims) {
		claims.keySet().retainAll(KEPT);
		claims.put("grant_types_supported",
				List.of(ApplicationRequest.CODE, ApplicationRequest.REFRESH, ApplicationRequest.CLIENT));
		claims.put("response_modes_supported", List.of("query"));
		claims.put("scopes_supported", Arrays.stream(Scope.values()).map(Scope::text).toList());
		claims.put("token" + METHODS, SECRET_OR_NONE);
		claims.put("revocation" + METHODS, SECRET_OR_NONE);
		claims.put("introspection" + METHODS, SECRET);
	}

}
