package io.parley.store;

import org.springframework.dao.TransientDataAccessException;

/**
 * What was asked for cannot be done now, and can be soon: too much is being done at once,
 * or something is not in place yet. Nothing was changed. The message is a sentence fit
 * for a caller, who is answered 503 with {@code Retry-After}.
 */
public class BusyException extends TransientDataAccessException {

	public BusyException(String sentence) {
		super(sentence);
	}

	/** The thread was interrupted, and is so again for who looks. */
	public static BusyException stopping() {
		Thread.currentThread().interrupt();
		return new BusyException("The service is stopping; try again shortly");
	}

}
