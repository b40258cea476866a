package io.parley.client;

import java.time.Duration;
import java.util.Objects;

/**
 * What to ask whom, and how long to wait for the reply. No subject id is the empty one,
 * as sessions have it by default.
 */
record Question(String sessionId, String channelId, String message, String subjectId, Duration timeout,
		Duration pollInterval) {

	Question {
		Objects.requireNonNull(sessionId, "sessionId");
		Objects.requireNonNull(channelId, "channelId");
		Objects.requireNonNull(message, "message");
		subjectId = Objects.requireNonNullElse(subjectId, "");
		if (sessionId.isEmpty()) {
			throw new IllegalArgumentException("sessionId must not be empty");
		}
		if (timeout.isNegative() || timeout.isZero()) {
			throw new IllegalArgumentException("timeout must be more than nothing, not " + timeout);
		}
	}

}
