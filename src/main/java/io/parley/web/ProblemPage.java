package io.parley.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.ProblemDetail;

/** Shows a problem to a person, where a person and not a program asked. */
public interface ProblemPage {

	/**
	 * Whether a request is for a page that people use, and its browser takes pages.
	 * @param path that was asked for first, wherever the request was sent on to
	 */
	boolean isFor(String path, HttpServletRequest request);

	/** Writes the page; the status of the answer is set already. */
	void write(ProblemDetail problem, HttpServletRequest request, HttpServletResponse response);

}
