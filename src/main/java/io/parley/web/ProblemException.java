package io.parley.web;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.springframework.http.HttpStatus;

/**
 * A request that cannot be served, for a reason that its caller can understand. Becomes
 * an RFC 9457 problem document: the message is its {@code detail}, one sentence that
 * names the field, what was wrong with it and what is accepted.
 */
public final class ProblemException extends RuntimeException {

	private final HttpStatus status;

	private final Map<String, List<String>> errors;

	private final Duration retryAfter;

	private ProblemException(HttpStatus status, String detail, Map<String, List<String>> errors, Duration retryAfter) {
		super(detail);
		this.status = status;
		this.errors = errors;
		this.retryAfter = retryAfter;
	}

	/** 400: a field is malformed or invalid. */
	public static ProblemException invalid(String field, String sentence) {
		return invalid(Map.of(field, List.of(sentence)));
	}

	/**
	 * 400: fields are malformed or invalid; each with its sentences, in the order to show
	 * them.
	 */
	public static ProblemException invalid(Map<String, List<String>> errors) {
		String detail = String.join("; ", errors.values().stream().flatMap(List::stream).toList());
		return new ProblemException(HttpStatus.BAD_REQUEST, detail, errors, null);
	}

	/** 403: this caller may not do this. */
	public static ProblemException forbidden(String detail) {
		return new ProblemException(HttpStatus.FORBIDDEN, detail, Map.of(), null);
	}

	/** 404. */
	public static ProblemException notFound(String detail) {
		return new ProblemException(HttpStatus.NOT_FOUND, detail, Map.of(), null);
	}

	/** 409: the state of things forbids it. */
	public static ProblemException conflict(String detail) {
		return new ProblemException(HttpStatus.CONFLICT, detail, Map.of(), null);
	}

	/** 409: the same is being done already; worth asking again. */
	public static ProblemException busy(String detail) {
		return new ProblemException(HttpStatus.CONFLICT, detail, Map.of(), Duration.ofSeconds(1));
	}

	/** 412: the document is not as the caller's {@code If-Match} says. */
	public static ProblemException preconditionFailed(String detail) {
		return new ProblemException(HttpStatus.PRECONDITION_FAILED, detail, Map.of(), null);
	}

	/** 413. */
	public static ProblemException tooLarge(String detail) {
		return new ProblemException(HttpStatus.CONTENT_TOO_LARGE, detail, Map.of(), null);
	}

	/** 503: not now. */
	public static ProblemException unavailable(String detail) {
		return new ProblemException(HttpStatus.SERVICE_UNAVAILABLE, detail, Map.of(), Duration.ofSeconds(2));
	}

	HttpStatus status() {
		return this.status;
	}

	Map<String, List<String>> errors() {
		return this.errors;
	}

	Duration retryAfter() {
		return this.retryAfter;
	}

}
