package io.parley.client;

/**
 * The session ended without a reply while it was waited for. A rejection and an expiry
 * have exceptions of their own; as it is this one tells of a session that was deleted, or
 * that somebody set to an ended status by hand.
 */
public class SessionEndedException extends SessionClientException {

	private static final long serialVersionUID = 1L;

	private final String sessionId;

	private final String status;

	SessionEndedException(String sessionId, String status) {
		super("Session '" + sessionId + "' ended without a reply: " + status);
		this.sessionId = sessionId;
		this.status = status;
	}

	/** The session that was waited for. */
	public String sessionId() {
		return this.sessionId;
	}

	/** The status it ended with, spelled as the service has it, or {@code deleted}. */
	public String status() {
		return this.status;
	}

}
