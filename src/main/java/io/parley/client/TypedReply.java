package io.parley.client;

import java.util.Map;

import tools.jackson.core.JacksonException;

/** The payload of a reply as a type of the caller's own. */
final class TypedReply {

	private TypedReply() {
	}

	/**
	 * Reads the payload.
	 * @throws SessionReplyException if the service found the reply invalid, or it does
	 * not fit the type
	 */
	static <T> T of(Map<String, Object> reply, Class<T> type) {
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
