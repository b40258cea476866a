package io.parley.access.oauth;

import java.io.IOException;

import io.parley.access.limit.Limits;
import io.parley.web.ProblemException;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.core.endpoint.OAuth2ParameterNames;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Bounds how often an address may ask as an application that is not known or did not
 * prove that it is the one, or come with a code or a refresh token that is not good.
 */
class CredentialLimit extends OncePerRequestFilter {

	private final Limits limits;

	CredentialLimit(Limits limits) {
		this.limits = limits;
	}

	@Override
	protected boolean shouldNotFilter(HttpServletRequest request) {
		return !Endpoint.of(request).isForApplications();
	}

	/**
	 * @throws ProblemException 429 while there were too many
	 */
	@Override
	protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		String address = request.getRemoteAddr();
		String secret = secret(request);
		((secret != null) ? this.limits.failuresExceeded(address, secret) : this.limits.failuresExceeded(address))
			.ifPresent((pause) -> {
				throw ProblemException
					.tooManyRequests("Too many credentials from this address were not right; try again later", pause);
			});
		chain.doFilter(request, response);
		count(OAuthErrors.told(request), address, secret);
	}

	private void count(String error, String address, @Nullable String secret) {
		if (OAuth2ErrorCodes.INVALID_CLIENT.equals(error) && secret != null) {
			this.limits.failed(address, secret);
		}
		else if (OAuth2ErrorCodes.INVALID_CLIENT.equals(error) || OAuth2ErrorCodes.INVALID_GRANT.equals(error)) {
			this.limits.failed(address);
		}
	}

	/** What an application shows to prove which it is, or null. */
	static String secret(HttpServletRequest request) {
		String header = request.getHeader(HttpHeaders.AUTHORIZATION);
		return (header != null) ? header : request.getParameter(OAuth2ParameterNames.CLIENT_SECRET);
	}

}
