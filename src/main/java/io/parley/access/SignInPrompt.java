package io.parley.access;

import java.io.IOException;
import java.util.Collections;
import java.util.Locale;

import io.parley.access.account.SignInLink;
import io.parley.web.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;

/** Has a person sign in who asks for a page of the console and is not, or no more. */
final class SignInPrompt {

	private SignInPrompt() {
	}

	/**
	 * Leads a browser to the page to sign in, if that is what its request needs.
	 * @return whether the request was answered
	 */
	static boolean answer(@Nullable Exception refusal, HttpServletRequest request, HttpServletResponse response)
			throws IOException {
		if (!(refusal instanceof ProblemException problem) || !problem.is(HttpStatus.UNAUTHORIZED)
				|| !isForPage(request)) {
			return false;
		}
		response.sendRedirect(SignInLink.backTo(request));
		return true;
	}

	private static boolean isForPage(HttpServletRequest request) {
		String path = request.getRequestURI();
		return (HttpMethod.GET.matches(request.getMethod()) || HttpMethod.HEAD.matches(request.getMethod()))
				&& (path.equals("/console") || path.startsWith("/console/"))
				&& Collections.list(request.getHeaders(HttpHeaders.ACCEPT))
					.stream()
					.anyMatch((accepted) -> accepted.toLowerCase(Locale.ROOT).contains("text/html"));
	}

}
