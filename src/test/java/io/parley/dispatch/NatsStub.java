package io.parley.dispatch;

import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicLong;

import io.nats.client.Connection;
import io.nats.client.Statistics;

/** A connection to NATS that a test has in hand: it sends nothing. */
final class NatsStub {

	private final AtomicLong reconnects = new AtomicLong();

	private volatile Runnable onFlush = () -> {
	};

	private volatile Connection.Status status = Connection.Status.CONNECTED;

	/** Has something happen during each flush, which is answered after that. */
	void onFlush(Runnable action) {
		this.onFlush = action;
	}

	/** The connection is lost and made anew. */
	void reconnect() {
		this.reconnects.incrementAndGet();
	}

	/** The connection is lost. */
	void lose() {
		this.status = Connection.Status.RECONNECTING;
	}

	Connection connection() {
		return proxy(Connection.class, (method, arguments) -> switch (method) {
			case "getStatus" -> this.status;
			case "getStatistics" ->
				proxy(Statistics.class, (name, none) -> name.equals("getReconnects") ? this.reconnects.get() : 0L);
			case "flush" -> {
				this.onFlush.run();
				yield null;
			}
			case "publish" -> null;
			case "getConnectedUrl" -> "nats://stub";
			default -> throw new UnsupportedOperationException(method);
		});
	}

	private static <T> T proxy(Class<T> type, Call call) {
		return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] { type },
				(self, method, arguments) -> (method.getDeclaringClass() == Object.class)
						? answerOfAnObject(self, method.getName(), arguments)
						: call.answer(method.getName(), arguments)));
	}

	private static Object answerOfAnObject(Object self, String method, Object[] arguments) {
		return switch (method) {
			case "equals" -> self == arguments[0];
			case "hashCode" -> System.identityHashCode(self);
			default -> "NatsStub";
		};
	}

	private interface Call {

		Object answer(String method, Object[] arguments);

	}

}
