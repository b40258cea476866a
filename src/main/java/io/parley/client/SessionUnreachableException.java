package io.parley.client;

/**
 * The service gave no answer before the deadline: no connection, a connection that broke,
 * or silence. Whether the request was carried out is not known.
 */
public class SessionUnreachableException extends SessionClientException {

	private static final long serialVersionUID = 1L;

	SessionUnreachableException(String message, Throwable cause) {
		super(message, cause);
	}

}
