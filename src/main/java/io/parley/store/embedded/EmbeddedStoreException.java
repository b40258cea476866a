package io.parley.store.embedded;

/**
 * The embedded store cannot be opened. The message is one sentence for whoever started
 * the service.
 */
public final class EmbeddedStoreException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	EmbeddedStoreException(String message, Throwable cause) {
		super(message, cause);
	}

}
