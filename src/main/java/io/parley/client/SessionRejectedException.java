package io.parley.client;

/**
 * The session was rejected (its status set to {@code FAILED}) while its reply was waited
 * for.
 */
public class SessionRejectedException extends SessionEndedException {

	private static final long serialVersionUID = 1L;

	SessionRejectedException(String sessionId, String status) {
		super(sessionId, status);
	}

}
