package io.parley.client;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * No reply came in time. The session stays as it is and may still be answered. The cause,
 * if there is one, is the last thing that went wrong while waiting.
 */
public class SessionTimeoutException extends SessionClientException {

	private static final long serialVersionUID = 1L;

	private final String sessionId;

	private final Duration timeout;

	SessionTimeoutException(String sessionId, Duration timeout, boolean sent, @Nullable Throwable cause) {
		super("No reply to session '" + sessionId + "' within " + timeout
				+ (sent ? "" : "; the message may not have been sent"), cause);
		this.sessionId = sessionId;
		this.timeout = timeout;
	}

	/** The session that was waited for. */
	public String sessionId() {
		return this.sessionId;
	}

	/** The time that was allowed. */
	public Duration timeout() {
		return this.timeout;
	}

}
