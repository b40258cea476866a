package io.parley.access.oauth;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import io.parley.web.ProblemException;
import io.parley.web.Problems;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Holds requests to what all endpoints of OAuth2 have in common, before the authorization
 * server reads them: a method that there is, each parameter given once (RFC 6749, section
 * 3.1), bounded, and without control characters; and answers for a store that is away.
 */
class RequestGuard extends OncePerRequestFilter {

	private static final int LONGEST_VALUE = 4096;

	private static final int LARGEST_BODY = 64 << 10;

	private static final int MOST_PARAMETERS = 100;

	/** By which a request could say things in a way that is not supported here. */
	private static final Set<String> UNSUPPORTED = Set.of("request", "request_uri");

	/** A person's consent names several. */
	private static final String SCOPE = "scope";

	private final OAuthErrors errors;

	private final Problems problems;

	RequestGuard(OAuthErrors errors, Problems problems) {
		this.errors = errors;
		this.problems = problems;
	}

	@Override
	protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		Endpoint endpoint = Endpoint.of(request);
		if (!endpoint.methods().contains(request.getMethod())) {
			response.setHeader(HttpHeaders.ALLOW, String.join(", ", endpoint.methods()));
			response.sendError(HttpStatus.METHOD_NOT_ALLOWED.value());
			return;
		}
		try {
			if (request.getContentLengthLong() > LARGEST_BODY) {
				throw ProblemException.tooLarge("The body is larger than " + LARGEST_BODY + " bytes");
			}
			Optional<String> wrong = wrongParameter(request, endpoint);
			if (wrong.isEmpty()) {
				chain.doFilter(request, response);
			}
			else {
				refuse(wrong.get(), endpoint, request, response);
			}
		}
		catch (ProblemException | DataAccessException ex) {
			this.problems.write(ex, request, response);
		}
	}

	private void refuse(String parameter, Endpoint endpoint, HttpServletRequest request, HttpServletResponse response)
			throws IOException {
		OAuth2AuthenticationException refusal = new OAuth2AuthenticationException(
				new OAuth2Error(OAuth2ErrorCodes.INVALID_REQUEST, "OAuth 2.0 Parameter: " + parameter, null));
		if (endpoint.isForBrowsers()) {
			this.errors.tellThroughBrowser(request, response, refusal);
		}
		else {
			this.errors.tellApplication(request, response, refusal);
		}
	}

	private static Optional<String> wrongParameter(HttpServletRequest request, Endpoint endpoint) {
		Map<String, String[]> parameters = request.getParameterMap();
		if (parameters.size() > MOST_PARAMETERS) {
			return Optional.of("parameters");
		}
		boolean consent = endpoint == Endpoint.AUTHORIZE && "POST".equals(request.getMethod());
		return parameters.entrySet()
			.stream()
			.filter((parameter) -> parameter.getValue().length > 1 && !(consent && parameter.getKey().equals(SCOPE))
					|| UNSUPPORTED.contains(parameter.getKey()) || !isPlain(parameter.getKey())
					|| !isPlain(String.join("", parameter.getValue())))
			.map((parameter) -> isName(parameter.getKey()) ? parameter.getKey() : "a parameter")
			.findFirst();
	}

	private static boolean isName(String name) {
		return name.matches("[a-z_]{1,64}");
	}

	private static boolean isPlain(String text) {
		return text.length() <= LONGEST_VALUE && text.chars().noneMatch(Character::isISOControl);
	}

}
