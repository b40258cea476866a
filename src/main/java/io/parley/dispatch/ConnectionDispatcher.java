package io.parley.dispatch;

import io.nats.client.Connection;
import io.nats.client.Dispatcher;
import org.jspecify.annotations.Nullable;

/** A connection, and the dispatcher by which messages come in over it. */
record ConnectionDispatcher(Connection connection, Dispatcher dispatcher) {

	/** Whether there is one, and it is of this connection. */
	static boolean isOf(Connection connection, @Nullable ConnectionDispatcher dispatcher) {
		return dispatcher != null && dispatcher.connection == connection;
	}

}
