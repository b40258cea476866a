package io.parley.access;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;

/**
 * What browsers are told with every answer: to keep none, to show none in a frame, to
 * guess no types, and to run nothing that does not come from the service itself.
 */
final class PageHeaders {

	private static final String POLICY = "Content-Security-Policy";

	/** Answers that are no pages. */
	private static final String NOTHING = "default-src 'none'; frame-ancestors 'none'";

	/**
	 * Swagger UI, whose scripts and styles are files of the service, but for one style
	 * that its script applies where an operation is opened, which is named by its hash.
	 */
	private static final String SWAGGER = "default-src 'none'; script-src 'self'; style-src 'self'"
			+ " 'unsafe-hashes' 'sha256-RL3ie0nH+Lzz2YNqQN83mnU0J1ot4QL7b99vMdIX99w=';"
			+ " img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

	private PageHeaders() {
	}

	/** A page that has a policy of its own keeps it. */
	static void set(HeadersConfigurer<HttpSecurity> headers) {
		headers.referrerPolicy((policy) -> policy.policy(ReferrerPolicy.NO_REFERRER))
			.addHeaderWriter(PageHeaders::writePolicy);
	}

	private static void writePolicy(HttpServletRequest request, HttpServletResponse response) {
		if (!response.containsHeader(POLICY)) {
			response.setHeader(POLICY, request.getRequestURI().startsWith("/swagger-ui") ? SWAGGER : NOTHING);
		}
	}

}
