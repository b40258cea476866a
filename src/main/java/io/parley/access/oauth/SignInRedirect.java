package io.parley.access.oauth;

import java.io.IOException;

import io.parley.access.account.SignInLink;
import io.parley.web.ProblemException;
import io.parley.web.Problems;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.web.AuthenticationEntryPoint;

/**
 * Has a person sign in who is not, and come back then; an application that did not say
 * who it is, is told so.
 */
class SignInRedirect implements AuthenticationEntryPoint {

	private final OAuthErrors errors;

	private final Problems problems;

	SignInRedirect(OAuthErrors errors, Problems problems) {
		this.errors = errors;
		this.problems = problems;
	}

	@Override
	public void commence(HttpServletRequest request, HttpServletResponse response, AuthenticationException ex)
			throws IOException {
		if (!Endpoint.of(request).isForBrowsers()) {
			this.errors.tellApplication(request, response,
					new OAuth2AuthenticationException(OAuth2ErrorCodes.INVALID_CLIENT));
		}
		else if ("GET".equals(request.getMethod())) {
			response.sendRedirect(SignInLink.backTo(request));
		}
		else {
			this.problems.write(
					ProblemException.unauthorized("You are not signed in any more; start again from the application"),
					request, response);
		}
	}

}
