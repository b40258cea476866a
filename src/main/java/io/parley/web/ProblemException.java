package io.parley.web;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;

/**
 * A request that cannot be served, for a reason that its caller can understand. Becomes
 * an RFC 9457 problem document: the message is its {@code detail}, one sentence that
 * names the field, what was wrong with it and what is accepted.
 */
public final class ProblemException extends ErrorResponseException {

	private ProblemException(HttpStatus status, String detail) {
		super(status, ProblemDetail.forStatusAndDetail(status, detail), null);
		getBody().setProperty(Problems.ERROR, detail);
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
		ProblemException invalid = new ProblemException(HttpStatus.BAD_REQUEST, detail);
		invalid.getBody().setProperty("errors", errors);
		return invalid;
	}

	/** 401: there is no credential, or none that counts. */
	public static ProblemException unauthorized(String detail) {
		ProblemException unauthorized = new ProblemException(HttpStatus.UNAUTHORIZED, detail);
		unauthorized.getHeaders().set(HttpHeaders.WWW_AUTHENTICATE, "Bearer realm=\"parley\"");
		return unauthorized;
	}

	/** 403: this caller has none of the scopes of which any one would do. */
	public static ProblemException missingScope(Collection<Scope> anyOf) {
		String names = anyOf.stream().map(Scope::text).sorted().collect(Collectors.joining(" or "));
		return forbidden("This needs the scope " + names + ", which the credential does not have");
	}

	/** 403: this caller may not do this. */
	public static ProblemException forbidden(String detail) {
		return new ProblemException(HttpStatus.FORBIDDEN, detail);
	}

	/** 404. */
	public static ProblemException notFound(String detail) {
		return new ProblemException(HttpStatus.NOT_FOUND, detail);
	}

	/** 409: the state of things forbids it. */
	public static ProblemException conflict(String detail) {
		return new ProblemException(HttpStatus.CONFLICT, detail);
	}

	/** 409: the same is being done already; worth asking again. */
	public static ProblemException busy(String detail) {
		return conflict(detail).retryAfter(Duration.ofSeconds(1));
	}

	/** 412: the document is not as the caller's condition says. */
	public static ProblemException preconditionFailed(String detail) {
		return new ProblemException(HttpStatus.PRECONDITION_FAILED, detail);
	}

	/** 413. */
	public static ProblemException tooLarge(String detail) {
		return new ProblemException(HttpStatus.CONTENT_TOO_LARGE, detail);
	}

	/** 415: the body comes in a {@code Content-Encoding}, and none is accepted. */
	static ProblemException encoded() {
		ProblemException encoded = new ProblemException(HttpStatus.UNSUPPORTED_MEDIA_TYPE,
				"Content-Encoding must be absent or identity: bodies are not decompressed");
		encoded.getHeaders().set(HttpHeaders.ACCEPT_ENCODING, "identity");
		return encoded;
	}

	/** 415: the body is something else than JSON. */
	static ProblemException unsupportedType() {
		return new ProblemException(HttpStatus.UNSUPPORTED_MEDIA_TYPE, "The Content-Type must be application/json");
	}

	static ProblemException noForm() {
		return new ProblemException(HttpStatus.UNSUPPORTED_MEDIA_TYPE,
				"The Content-Type must be application/x-www-form-urlencoded");
	}

	/** 500: logged, and nothing of it told. */
	static ProblemException unexpected() {
		return new ProblemException(HttpStatus.INTERNAL_SERVER_ERROR, "Something went wrong here; it has been logged");
	}

	/** 429: too often; worth asking again after the pause, rounded up to seconds. */
	public static ProblemException tooManyRequests(String detail, Duration pause) {
		return new ProblemException(HttpStatus.TOO_MANY_REQUESTS, detail)
			.retryAfter(Duration.ofSeconds(Math.max(1, pause.plusMillis(999).toSeconds())));
	}

	/** 503: not now. */
	public static ProblemException unavailable(String detail) {
		return new ProblemException(HttpStatus.SERVICE_UNAVAILABLE, detail).retryAfter(Duration.ofSeconds(2));
	}

	private ProblemException retryAfter(Duration pause) {
		getHeaders().set(HttpHeaders.RETRY_AFTER, String.valueOf(pause.toSeconds()));
		return this;
	}

	/** Whether it is answered with a status. */
	public boolean is(HttpStatus status) {
		return getStatusCode().isSameCodeAs(status);
	}

	/** Puts its headers into an answer, such as when to try again. */
	public void addHeaders(HttpServletResponse response) {
		getHeaders().forEach((name, values) -> response.setHeader(name, values.get(0)));
	}

	/** The sentence. */
	@Override
	public String getMessage() {
		return Objects.requireNonNullElse(getBody().getDetail(), "");
	}

}
