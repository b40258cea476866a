package io.parley.client;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/**
 * The service answered a request with an error. What is worth a second try (429, 502,
 * 503, 504) has been tried again until the deadline.
 */
public class SessionHttpException extends SessionClientException {

	private static final long serialVersionUID = 1L;

	private final transient Problem problem;

	private final @Nullable Duration retryAfter;

	SessionHttpException(Problem problem, @Nullable Duration retryAfter) {
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

	/** The same under another title, thrown from here. */
	SessionHttpException entitled(String title) {
		Problem entitled = new Problem(this.problem.type(), title, this.problem.status(), this.problem.detail(),
				this.problem.instance(), this.problem.error(), this.problem.errors());
		SessionHttpException thrown = new SessionHttpException(entitled, this.retryAfter);
		thrown.initCause(this);
		return thrown;
	}

	/** What an answer says that is no success. */
	static SessionHttpException of(HttpResponse<byte[]> response) {
		Duration retryAfter = response.headers()
			.firstValue("Retry-After")
			.map(SessionHttpException::parse)
			.orElse(null);
		return new SessionHttpException(Problem.of(response.statusCode(), body(response)), retryAfter);
	}

	/** For a success without a JSON object. */
	static SessionHttpException notJson(HttpResponse<byte[]> response) {
		return new SessionHttpException(
				Problem.of(response.statusCode(), Map.of("title", "Not an answer of the service", "detail",
						"the body is no JSON object; does apiBaseUrl lead to Parley?")),
				null);
	}

	private static Map<String, Object> body(HttpResponse<byte[]> response) {
		try {
			return Json.read(response.body());
		}
		catch (JacksonException ex) {
			return Map.of();
		}
	}

	/** Seconds or a date, as RFC 9110 has it; anything else says nothing. */
	private static @Nullable Duration parse(String value) {
		if (value.matches("\\d{1,9}")) {
			return Duration.ofSeconds(Long.parseLong(value));
		}
		try {
			Instant then = ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
			return Deadline.max(Duration.between(Instant.now(), then), Duration.ZERO);
		}
		catch (DateTimeParseException ex) {
			return null;
		}
	}

}
