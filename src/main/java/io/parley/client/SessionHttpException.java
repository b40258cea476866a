package io.parley.client;

import java.time.Duration;
import java.util.Optional;

/**
 * The service answered a request with an error. What is worth a second try (429, 502,
 * 503, 504) has been tried again until the deadline.
 */
public class SessionHttpException extends SessionClientException {

	private static final long serialVersionUID = 1L;

	private final transient Problem problem;

	private final Duration retryAfter;

	SessionHttpException(Problem problem, Duration retryAfter) {
		super(problem.status() + " " + problem.title() + ((problem.detail() != null) ? ": " + problem.detail() : ""));
		this.problem = problem;
		this.retryAfter = retryAfter;
	}

	/** The HTTP status. */
	public int status() {
		return this.problem.status();
	}

	/**
	 * The problem document of the answer; made from the status alone when the answer
	 * carried none.
	 */
	public Problem problem() {
		return this.problem;
	}

	/** How long the service asked to wait before the next try. */
	public Optional<Duration> retryAfter() {
		return Optional.ofNullable(this.retryAfter);
	}

}
