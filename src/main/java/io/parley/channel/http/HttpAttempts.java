package io.parley.channel.http;

import java.time.Clock;
import java.time.Duration;
import java.util.Set;

import io.parley.channel.Attempt;
import io.parley.channel.ChannelProperties;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/** Says what the status of an answer means for a delivery. */
@Component
public final class HttpAttempts {

	/** Of 4xx, those that may be answered otherwise another time. */
	private static final Set<Integer> PASSING = Set.of(408, 409, 425, 429);

	private final Clock clock;

	private final Duration longestPause;

	@Autowired
	HttpAttempts(Clock clock, ChannelProperties properties) {
		this(clock, properties.lastRetry());
	}

	HttpAttempts(Clock clock, Duration longestPause) {
		this.clock = clock;
		this.longestPause = longestPause;
	}

	/**
	 * 2xx is delivered; 408, 409, 425, 429, what is not 3xx or 4xx, and no answer fail;
	 * the rest is final.
	 */
	Attempt of(HttpAnswer answer) {
		Integer status = answer.status();
		if (status == null) {
			return answer.refused() ? Attempt.refused(null, answer.failure())
					: Attempt.failed(null, answer.failure(), null);
		}
		return answer.isSuccessful() ? Attempt.delivered(status, null)
				: unsuccessful(answer, status, "The receiver answered " + status);
	}

	/** An attempt that a receiver answered with a status that is not 2xx. */
	Attempt unsuccessful(HttpAnswer answer, int status, String detail) {
		if (status / 100 == 3) {
			return Attempt.refused(status,
					detail + ", a redirect, which is not followed; set the URL that it leads to");
		}
		return isFinal(status) ? Attempt.refused(status, detail) : Attempt.failed(status, detail, pause(answer));
	}

	/** Whether a receiver that answers with this 4xx would do so another time too. */
	public static boolean isFinal(int status) {
		return status / 100 == 4 && !PASSING.contains(status);
	}

	/**
	 * How long a receiver wants to be left alone, {@code parley.channels.last-retry} at
	 * most; null where it does not say.
	 */
	public @Nullable Duration pause(HttpAnswer answer) {
		return RetryAfter.of(answer.headers(), this.clock.instant(), this.longestPause);
	}

}
