package io.parley.dispatch;

import io.nats.client.Connection;

/** A stream that is always there, on no server. */
final class NoStream extends EventStream {

	NoStream() {
		super(null);
	}

	@Override
	void prepare(Connection connection) {
	}

}
