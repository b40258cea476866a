package io.parley;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.nats.client.Connection;
import io.nats.client.JetStreamSubscription;
import io.nats.client.Message;
import io.nats.client.Nats;
import io.nats.client.PushSubscribeOptions;

import static org.awaitility.Awaitility.await;

/** Reads the stream of events as a consumer does. */
public final class EventLog {

	private static final Duration LULL = Duration.ofMillis(200);

	private EventLog() {
	}

	/**
	 * A connection to the NATS server of the tests, once the service is connected to it
	 * too.
	 */
	public static Connection connect(Api api) throws Exception {
		Connection nats = Nats.connect(TestServers.natsUrl());
		await().until(() -> api.get("/actuator/health").json().at("/components/nats/status").asString().equals("UP"));
		return nats;
	}

	/**
	 * The events of a subject in the stream: at least so many are awaited, all that are
	 * there are answered.
	 */
	public static List<Message> read(Connection nats, String filter, int atLeast) throws Exception {
		JetStreamSubscription events = nats.jetStream()
			.subscribe(filter, PushSubscribeOptions.builder().ordered(true).build());
		List<Message> found = new ArrayList<>();
		await().until(() -> {
			for (Message next = events.nextMessage(LULL); next != null; next = events.nextMessage(LULL)) {
				found.add(next);
			}
			return found.size() >= atLeast;
		});
		events.unsubscribe();
		return found;
	}

}
