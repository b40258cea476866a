package io.parley.client;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Map;

import tools.jackson.core.JacksonException;

/** Answers that are not what was hoped for, as exceptions. */
final class Answers {

	private Answers() {
	}

	static SessionHttpException refusal(HttpResponse<byte[]> response) {
		Duration retryAfter = response.headers().firstValue("Retry-After").map(Answers::retryAfter).orElse(null);
		return new SessionHttpException(Problem.of(response.statusCode(), body(response)), retryAfter);
	}

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
	private static Duration retryAfter(String value) {
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
