package io.parley.access;

import java.io.IOException;

import io.parley.access.OperationAuthorization.Decision;
import io.parley.web.ProblemException;
import io.parley.web.Problems;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authorization.AuthorizationDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.stereotype.Component;

/** Answers callers that may not do what they ask for, with problem documents. */
@Component
class Refusals implements AuthenticationEntryPoint, AccessDeniedHandler {

	private final Problems problems;

	Refusals(Problems problems) {
		this.problems = problems;
	}

	@Override
	public void commence(HttpServletRequest request, HttpServletResponse response, AuthenticationException ex)
			throws IOException {
		ProblemException problem = ex.getCause() instanceof AuthorizationDeniedException denied ? problem(denied)
				: ProblemException.unauthorized("This needs a credential");
		if (!SignInPrompt.answer(problem, request, response)) {
			this.problems.write(problem, request, response);
		}
	}

	@Override
	public void handle(HttpServletRequest request, HttpServletResponse response, AccessDeniedException ex)
			throws IOException {
		this.problems.write(problem(ex), request, response);
	}

	private static @Nullable ProblemException problem(AccessDeniedException ex) {
		return (ex instanceof AuthorizationDeniedException denied
				&& denied.getAuthorizationResult() instanceof Decision decision) ? decision.refusal()
						: ProblemException.forbidden("This is not allowed");
	}

}
