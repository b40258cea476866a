package io.parley.dispatch;

import io.nats.client.JetStreamApiException;

/** What JetStream answers where something is not there. */
enum StreamError {

	/** There is no such stream. */
	NO_STREAM(10059),

	/** The stream has no such consumer. */
	NO_CONSUMER(10014),

	/** The stream has no such message. */
	NO_MESSAGE(10037);

	private final int code;

	StreamError(int code) {
		this.code = code;
	}

	/** Whether it is this that a request has failed with. */
	boolean is(Exception failure) {
		return failure instanceof JetStreamApiException answer && answer.getApiErrorCode() == this.code;
	}

	/** Whether a request has failed since any of them is not there. */
	static boolean isAny(Exception failure) {
		return NO_STREAM.is(failure) || NO_CONSUMER.is(failure) || NO_MESSAGE.is(failure);
	}

}
