package io.parley.access.limit;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

import io.parley.web.ProblemException;
import jakarta.servlet.http.HttpServletResponse;

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
		headers.put("RateLimit-Policy", '"' + this.policy + "\";q=" + this.limit + ";w=" + WINDOW.toSeconds());
		headers.put("RateLimit", '"' + this.policy + "\";r=" + this.remaining + ";t=" + seconds(this.reset));
		return headers;
	}

	/** Tells them to a caller. */
	public void tell(HttpServletResponse response) {
		headers().forEach(response::setHeader);
	}

	/**
	 * @throws ProblemException 429 where the request is one too many
	 */
	public void refuseExceeded() {
		if (isExceeded()) {
			throw tooMany(this.pause);
		}
	}

	/** What a caller is told that has to wait. */
	public static ProblemException tooMany(Duration pause) {
		return ProblemException.tooManyRequests("Too many requests; RateLimit-Policy says how many may be made", pause);
	}

	/** Rounded up. */
	private static long seconds(Duration duration) {
		return duration.plusSeconds(1).minusNanos(1).toSeconds();
	}

}
