package io.parley.web;

import jakarta.servlet.http.HttpServletRequest;

import org.springframework.http.ProblemDetail;

/**
 * Adds what the callers of some endpoints expect in a problem document besides the
 * house's own members.
 */
public interface ProblemCustomizer {

	void customize(ProblemDetail problem, HttpServletRequest request);

}
