package io.parley.client;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * An access token, as a token endpoint answers it (RFC 6749, section 5.1).
 *
 * @param value what is sent
 * @param renewAt from when on another one is asked for
 * @param expiresAt from when on this one is not sent any more
 */
record BearerToken(String value, Instant renewAt, Instant expiresAt) {

	private static final Duration LONGEST_MARGIN = Duration.ofSeconds(30);

	/** What may stand in a header (RFC 6750, section 2.1). */
	private static final Pattern VALUE = Pattern.compile("[A-Za-z0-9._~+/-]+=*");

	/**
	 * The token in an answer; null where there is none that can be used.
	 * @param asked when it was asked for, at the latest when its time began
	 */
	static @Nullable BearerToken of(Map<String, Object> answer, Instant asked) {
		if (!(answer.get("access_token") instanceof String value) || !VALUE.matcher(value).matches()
				|| !(answer.get("token_type") instanceof String type) || !type.equalsIgnoreCase("Bearer")) {
			return null;
		}
		if (!(answer.get("expires_in") instanceof Number seconds)) {
			return new BearerToken(value, Instant.MAX, Instant.MAX);
		}
		Duration life = Duration.ofSeconds(Math.min(Math.max(seconds.longValue(), 0), Integer.MAX_VALUE));
		Instant expiresAt = asked.plus(life);
		return new BearerToken(value, expiresAt.minus(Deadline.min(life.dividedBy(10), LONGEST_MARGIN)), expiresAt);
	}

	/** Without what is secret. */
	@Override
	public String toString() {
		return "BearerToken[expiresAt=" + this.expiresAt + "]";
	}

}
