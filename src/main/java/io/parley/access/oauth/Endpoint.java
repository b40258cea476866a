package io.parley.access.oauth;

import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;

import jakarta.servlet.http.HttpServletRequest;

import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;

/** The endpoints of OAuth2, without the slash at the end that each may have. */
enum Endpoint {

	/** Where a person's browser asks for a code. */
	AUTHORIZE("/o/authorize", "GET", "POST"),

	/** The page on which a person is asked. */
	CONSENT("/o/consent", "GET"),

	/** Where a code, a refresh token or credentials are exchanged. */
	TOKEN("/o/token", "POST"),

	/** Where tokens are ended. */
	REVOKE("/o/revoke_token", "POST"),

	/** Where an application asks about a token. */
	INTROSPECT("/o/introspect", "POST"),

	/** What programs read to set themselves up (RFC 8414). */
	METADATA("/.well-known/oauth-authorization-server", "GET");

	private final String path;

	private final Set<String> methods;

	private final RequestMatcher matcher;

	Endpoint(String path, String... methods) {
		this.path = path;
		this.methods = new TreeSet<>(Set.of(methods));
		this.matcher = PathPatternRequestMatcher.withDefaults().matcher(path);
	}

	String path() {
		return this.path;
	}

	Set<String> methods() {
		return this.methods;
	}

	boolean isForBrowsers() {
		return this == AUTHORIZE || this == CONSENT;
	}

	boolean isForApplications() {
		return this == TOKEN || this == REVOKE || this == INTROSPECT;
	}

	boolean matches(HttpServletRequest request) {
		return this.matcher.matches(request);
	}

	static boolean isAny(HttpServletRequest request) {
		return Arrays.stream(values()).anyMatch((endpoint) -> endpoint.matches(request));
	}

	/** The endpoint of a request that {@link #isAny} is true of. */
	static Endpoint of(HttpServletRequest request) {
		return Arrays.stream(values()).filter((endpoint) -> endpoint.matches(request)).findFirst().orElseThrow();
	}

}
