package io.parley.access;

/** The service would be open to those whom nobody meant to let in; it does not start. */
class UnsafeAccessException extends RuntimeException {

	private final String action;

	UnsafeAccessException(String message, String action) {
		super(message);
		this.action = action;
	}

	/** What to do about it. */
	String action() {
		return this.action;
	}

}
