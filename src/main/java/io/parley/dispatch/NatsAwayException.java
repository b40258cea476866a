package io.parley.dispatch;

/** NATS has not confirmed an event; it may have it all the same. */
class NatsAwayException extends Exception {

	NatsAwayException(String message) {
		super(message);
	}

	NatsAwayException(String message, Throwable cause) {
		super(message, cause);
	}

}
