package io.parley.client;

/** The session's {@code expiry_date} passed while its reply was waited for. */
public class SessionExpiredException extends SessionEndedException {

	private static final long serialVersionUID = 1L;

	SessionExpiredException(String sessionId, String status) {
		super(sessionId, status);
	}

}
