package io.parley.store;

/**
 * What was set as secret key is none; the service does not start. The message is a
 * sentence that shows nothing of what was set.
 */
class SecretKeyException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	SecretKeyException(String message) {
		super(message);
	}

}
