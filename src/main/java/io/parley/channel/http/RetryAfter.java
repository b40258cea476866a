package io.parley.channel.http;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/** Reads how long a receiver wants to be left alone. */
final class RetryAfter {

	private RetryAfter() {
	}

	/**
	 * The pause that {@code Retry-After} asks for, as seconds or as a date.
	 * @param longest what a longer one is taken for
	 * @return null where it asks for none, or in words that HTTP does not know
	 */
	static @Nullable Duration of(HttpHeaders headers, Instant now, Duration longest) {
		String text = headers.getFirst(HttpHeaders.RETRY_AFTER);
		Duration pause = (text != null) ? read(text.strip(), now) : null;
		if (pause == null || pause.isNegative() || pause.isZero()) {
			return null;
		}
		return (pause.compareTo(longest) > 0) ? longest : pause;
	}

	private static @Nullable Duration read(String text, Instant now) {
		if (text.matches("[0-9]+")) {
			// More digits than a long has are longer than anything.
			return Duration.ofSeconds((text.length() > 9) ? Integer.MAX_VALUE : Long.parseLong(text));
		}
		try {
			return Duration.between(now, ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant());
		}
		catch (DateTimeException ex) {
			return null;
		}
	}

}
