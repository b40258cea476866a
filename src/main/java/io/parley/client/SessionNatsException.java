package io.parley.client;

/**
 * NATS refused this client, or its address makes no sense: waiting longer would not help.
 * A NATS server that is merely away is no error; the wait then asks over HTTP.
 */
public class SessionNatsException extends SessionClientException {

	private static final long serialVersionUID = 1L;

	SessionNatsException(String message, Throwable cause) {
		super(message, cause);
	}

}
