package io.parley.client;

import java.util.Map;

/**
 * A reply came, but it cannot be had as the type that was asked for: the service found
 * that it does not fit the session's template, or it does not fit the type.
 */
public class SessionReplyException extends SessionClientException {

	private static final long serialVersionUID = 1L;

	private final transient Map<String, Object> reply;

	SessionReplyException(String message, Map<String, Object> reply, Throwable cause) {
		super(message, cause);
		this.reply = reply;
	}

	/** The reply, as the untyped form of the call would have answered it. */
	public Map<String, Object> reply() {
		return this.reply;
	}

}
