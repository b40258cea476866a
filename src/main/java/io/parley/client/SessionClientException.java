package io.parley.client;

import org.jspecify.annotations.Nullable;

/**
 * What every failure of a {@link SessionClient} has in common. Thrown as it is when a
 * call was broken off: its thread was interrupted, or the client was closed meanwhile.
 */
public class SessionClientException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	SessionClientException(String message) {
		super(message);
	}

	SessionClientException(String message, @Nullable Throwable cause) {
		super(message, cause);
	}

}
