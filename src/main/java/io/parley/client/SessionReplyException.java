package io.parley.client;

import java.util.Map;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/**
 * A reply came, but it cannot be had as the type that was asked for: the service found
 * that it does not fit the session's template, or it does not fit the type.
 */
public class SessionReplyException extends SessionClientException {

	private static final long serialVersionUID = 1L;

	private final transient Map<String, Object> reply;

	SessionReplyException(String message, Map<String, Object> reply, @Nullable Throwable cause) {
		super(message, cause);
		this.reply = reply;
	}

	/** The reply, as the untyped form of the call would have answered it. */
	public Map<String, Object> reply() {
		return this.reply;
	}

	/**
	 * What the human answered, as a type of the caller's.
	 * @throws SessionReplyException if the service found the reply invalid, or it does
	 * not fit the type
	 */
	static <T> T require(Map<String, Object> reply, Class<T> type) {
		if (reply.get("status") instanceof String status && status.equalsIgnoreCase("failed")) {
			throw new SessionReplyException(
					"The reply does not fit the session's template: " + reply.get("validation_errors"), reply, null);
		}
		try {
			return Json.convert(reply.get("event_payload"), type);
		}
		catch (JacksonException ex) {
			throw new SessionReplyException("The reply is no " + type.getSimpleName() + ": " + ex.getOriginalMessage(),
					reply, ex);
		}
	}

}
