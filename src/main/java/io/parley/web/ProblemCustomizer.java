package io.parley.web;

import org.springframework.http.ProblemDetail;

/**
 * Adds what the callers of some endpoints expect in a problem document besides what every
 * one has.
 */
public interface ProblemCustomizer {

	/**
	 * Adds members.
	 * @param path of the request that failed
	 */
	void customize(ProblemDetail problem, String path);

}
