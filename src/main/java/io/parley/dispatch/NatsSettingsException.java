package io.parley.dispatch;

/**
 * What was set for NATS makes no sense. The message is a sentence that names the property
 * and shows nothing secret.
 */
class NatsSettingsException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	NatsSettingsException(String message) {
		super(message);
	}

}
