package io.parley.access.limit;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What is left of a limit after a request was counted, or after one was refused.
 *
 * @param policy names the limit in the headers
 * @param limit the most requests in a minute
 * @param remaining how many more may be made now
 * @param reset when all may be made again, from now
 * @param pause how long to wait before the next; zero where this one may be made
 */
public record Taken(String policy, long limit, long remaining, Duration reset, Duration pause) {

	static final Duration WINDOW = Duration.ofMinutes(1);

	/** Whether the request is one too many. */
	public boolean isExceeded() {
		return !this.pause.isZero();
	}

	/**
	 * The headers that tell a caller, of any answer: {@code RateLimit-Policy} and
	 * {@code RateLimit} as draft-ietf-httpapi-ratelimit-headers has them.
	 */
	public Map<String, String> headers() {
		Map<String, String> headers = new LinkedHashMap<>();
		headers.put("RateLimit-Policy", "\"%s\";q=%d;w=%d".formatted(this.policy, this.limit, WINDOW.toSeconds()));
		headers.put("RateLimit", "\"%s\";r=%d;t=%d".formatted(this.policy, this.remaining, seconds(this.reset)));
		return headers;
	}

	/** Rounded up. */
	private static long seconds(Duration duration) {
		return duration.plusSeconds(1).minusNanos(1).toSeconds();
	}

}
