package io.parley;

import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;

import io.nats.client.Connection;
import io.nats.client.JetStreamSubscription;
import io.nats.client.Message;
import io.nats.client.Nats;
import io.nats.client.PushSubscribeOptions;
import io.parley.Api.Answer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Creates sessions and sends messages from several threads, keeps what was acknowledged,
 * and holds that against the store and the stream.
 */
final class SessionLoad {

	private static final int THREADS = 4;

	/**
	 * Between two sessions of a thread, so that the callers leave the service some of the
	 * processor.
	 */
	private static final long PAUSE_NANOS = 20_000_000;

	private final Queue<String> sessions = new ConcurrentLinkedQueue<>();

	private final Queue<String> messages = new ConcurrentLinkedQueue<>();

	private final Queue<String> refused = new ConcurrentLinkedQueue<>();

	private final Callers callers = new Callers();

	private volatile boolean loading;

	/** Begins to load a service, also beside others. */
	void start(Api api) {
		this.loading = true;
		this.callers.start(THREADS, (i) -> ask(api));
	}

	/** Ends when each caller has the answer to its last request, or none. */
	void stop() throws InterruptedException {
		this.loading = false;
		this.callers.join();
	}

	/** Waits until so many more messages have been acknowledged. */
	void awaitMessages(int more) {
		int before = this.messages.size();
		await().until(() -> this.messages.size() >= before + more);
	}

	int acknowledgedMessages() {
		return this.messages.size();
	}

	/** What was answered with neither success nor a broken connection. */
	Queue<String> refused() {
		return this.refused;
	}

	private void ask(Api api) {
		try {
			while (this.loading) {
				String id = Api.id("s");
				record(api.post("/session", "{\"session_id\":\"" + id + "\"}"), id, this.sessions);
				Answer sent = api.post("/sessions/" + id + "/send_message",
						"{\"channel_id\":\"crash\",\"message\":\"hello\"}");
				record(sent, (sent.status() < 300) ? sent.json().at("/details/message_id").asString() : id,
						this.messages);
				LockSupport.parkNanos(PAUSE_NANOS);
			}
		}
		catch (UncheckedIOException ex) {
			// The service was killed; what it did not answer it has not acknowledged.
		}
	}

	private void record(Answer answer, String id, Queue<String> acknowledged) {
		if (answer.status() >= 200 && answer.status() <= 202) {
			acknowledged.add(id);
		}
		else {
			this.refused.add(answer.status() + " " + answer.body());
		}
	}

	void assertEverySessionIsThere(Api api) {
		assertThat(this.sessions).isNotEmpty();
		for (String session : this.sessions) {
			assertThat(api.get("/session/" + session).status()).as(session).isEqualTo(200);
		}
	}

	/**
	 * Every acknowledged change has its event in the stream, and none is there twice:
	 * told by what the events say, not by the ids by which the stream drops repetitions.
	 */
	void assertEveryEventIsInTheStreamOnce(NatsServer server) throws Exception {
		try (Connection nats = Nats.connect(server.url())) {
			JetStreamSubscription all = nats.jetStream()
				.subscribe("parley.>", PushSubscribeOptions.builder().ordered(true).build());
			Set<String> published = ConcurrentHashMap.newKeySet();
			Set<String> said = ConcurrentHashMap.newKeySet();
			List<String> twice = new ArrayList<>();
			await().atMost(Duration.ofSeconds(120)).untilAsserted(() -> {
				for (Message next = all.nextMessage(Duration.ofMillis(500)); next != null; next = all
					.nextMessage(Duration.ofMillis(500))) {
					String about = about(next);
					published.add(about);
					if (!said.add(next.getSubject() + " " + about)) {
						twice.add(next.getSubject() + " " + about);
					}
				}
				assertThat(missing(this.sessions, published)).isEmpty();
				assertThat(missing(this.messages, published)).isEmpty();
			});
			assertThat(twice).isEmpty();
		}
	}

	/**
	 * The message that an event is about, or the session where it is about no message.
	 */
	private static String about(Message event) {
		String payload = new String(event.getData(), StandardCharsets.UTF_8);
		return Api.tree(payload).path("message_id").asString(event.getSubject().split("\\.")[3]);
	}

	private static List<String> missing(Queue<String> acknowledged, Set<String> published) {
		return acknowledged.stream().filter((id) -> !published.contains(id)).toList();
	}

}
