package io.parley.access.oauth;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

import io.parley.access.limit.Limits;
import io.parley.web.ProblemException;
import io.parley.web.Problems;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.HttpHeaders;
import org.springframework.security.oauth2.core.endpoint.OAuth2ParameterNames;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Bounds how often an address may come with an application's secret that is not right.
 */
class CredentialLimit extends OncePerRequestFilter {

	private final Limits limits;

	private final Problems problems;

	CredentialLimit(Limits limits, Problems problems) {
		this.limits = limits;
		this.problems = problems;
	}

	@Override
	protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		String secret = secret(request);
		if (secret == null) {
			chain.doFilter(request, response);
			return;
		}
		Optional<Duration> pause = this.limits.failuresExceeded(request.getRemoteAddr(), secret);
		if (pause.isPresent()) {
			this.problems.write(
					ProblemException.tooManyRequests(
							"Too many credentials from this address were not right; try again later", pause.get()),
					request, response);
			return;
		}
		chain.doFilter(request, response);
		if (response.getStatus() == HttpServletResponse.SC_UNAUTHORIZED) {
			this.limits.failed(request.getRemoteAddr(), secret);
		}
		else if (response.getStatus() == HttpServletResponse.SC_OK) {
			this.limits.succeeded(secret);
		}
	}

	private static String secret(HttpServletRequest request) {
		if (Endpoint.of(request).isForBrowsers()) {
			return null;
		}
		String header = request.getHeader(HttpHeaders.AUTHORIZATION);
		return (header != null) ? header : request.getParameter(OAuth2ParameterNames.CLIENT_SECRET);
	}

}
