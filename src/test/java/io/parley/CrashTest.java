package io.parley;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

import io.nats.client.Connection;
import io.nats.client.JetStreamSubscription;
import io.nats.client.Message;
import io.nats.client.Nats;
import io.nats.client.PushSubscribeOptions;
import io.parley.Api.Answer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Kills real processes under load. What was acknowledged over HTTP is there afterwards:
 * every session in the store, every event in the stream, each once.
 */
@RequiresNats(ownServer = true)
class CrashTest {

	/** How long NATS is away, in seconds: the minute of the promise. */
	private static final int OUTAGE_SECONDS = Integer.getInteger("parley.test.outage", 60);

	private final Queue<String> sessions = new ConcurrentLinkedQueue<>();

	private final Queue<String> messages = new ConcurrentLinkedQueue<>();

	private final Queue<String> refused = new ConcurrentLinkedQueue<>();

	private volatile boolean loading = true;

	@TempDir
	Path directory;

	@Test
	void killingTheServiceLosesNothingThatWasAcknowledged() throws Exception {
		try (NatsServer nats = NatsServer.find().orElseThrow().start(); ParleyProcess parley = service(nats)) {
			for (int round = 0; round < 3; round++) {
				int before = this.messages.size();
				List<Thread> load = load(parley.start().api());
				await().atMost(Duration.ofSeconds(60)).until(() -> this.messages.size() > before + 150);
				parley.kill();
				stop(load);
			}
			Api api = parley.start().api();
			assertThat(this.sessions).hasSizeGreaterThan(400);
			for (String session : this.sessions) {
				assertThat(api.get("/session/" + session).status()).as(session).isEqualTo(200);
			}
			assertEveryEventIsInTheStreamOnce(nats);
		}
	}

	@Test
	void killingNatsForAMinuteLosesNoAcknowledgedEvent() throws Exception {
		try (NatsServer nats = NatsServer.find().orElseThrow().start(); ParleyProcess parley = service(nats)) {
			List<Thread> load = load(parley.start().api());
			await().atMost(Duration.ofSeconds(60)).until(() -> this.messages.size() > 100);
			nats.kill();
			int before = this.messages.size();
			long back = System.nanoTime() + Duration.ofSeconds(OUTAGE_SECONDS).toNanos();
			await().atMost(Duration.ofSeconds(OUTAGE_SECONDS + 5)).until(() -> System.nanoTime() > back);
			assertThat(this.messages).as("served without NATS").hasSizeGreaterThan(before + OUTAGE_SECONDS);
			nats.start();
			int after = this.messages.size();
			await().atMost(Duration.ofSeconds(60)).until(() -> this.messages.size() > after + 100);
			stop(load);
			assertThat(this.refused).isEmpty();
			assertEveryEventIsInTheStreamOnce(nats);
		}
	}

	private ParleyProcess service(NatsServer nats) {
		return new ParleyProcess(this.directory, Map.of("ORG_NATS_URL", nats.url()));
	}

	private List<Thread> load(Api api) {
		this.loading = true;
		List<Thread> threads = new ArrayList<>();
		for (int i = 0; i < 4; i++) {
			Thread thread = new Thread(() -> ask(api));
			thread.start();
			threads.add(thread);
		}
		return threads;
	}

	private void ask(Api api) {
		try {
			while (this.loading) {
				String id = Api.id("s");
				Answer created = api.post("/session", "{\"session_id\":\"" + id + "\"}");
				record(created, 201, id, this.sessions);
				Answer sent = api.post("/sessions/" + id + "/send_message",
						"{\"channel_id\":\"crash\",\"message\":\"hello\"}");
				record(sent, 202, (sent.status() < 300) ? sent.json().at("/details/message_id").asString() : id,
						this.messages);
			}
		}
		catch (UncheckedIOException ex) {
			// The service was killed; what it did not answer it has not acknowledged.
		}
	}

	private void record(Answer answer, int highest, String id, Queue<String> acknowledged) {
		if (answer.status() >= 200 && answer.status() <= highest) {
			acknowledged.add(id);
		}
		else {
			this.refused.add(answer.status() + " " + answer.body());
		}
	}

	private void stop(List<Thread> load) throws InterruptedException {
		this.loading = false;
		for (Thread thread : load) {
			thread.join();
		}
	}

	private void assertEveryEventIsInTheStreamOnce(NatsServer server) throws Exception {
		try (Connection nats = Nats.connect(server.url())) {
			JetStreamSubscription all = nats.jetStream()
				.subscribe("parley.>", PushSubscribeOptions.builder().ordered(true).build());
			Set<String> created = ConcurrentHashMap.newKeySet();
			Set<String> outbound = ConcurrentHashMap.newKeySet();
			Set<String> ids = ConcurrentHashMap.newKeySet();
			List<String> twice = new ArrayList<>();
			await().atMost(Duration.ofSeconds(120)).untilAsserted(() -> {
				for (Message next = all.nextMessage(Duration.ofMillis(500)); next != null; next = all
					.nextMessage(Duration.ofMillis(500))) {
					String id = next.getHeaders().getFirst("Nats-Msg-Id");
					if (!ids.add(id)) {
						twice.add(id);
					}
					String subject = next.getSubject();
					if (subject.endsWith(".created")) {
						created.add(subject.split("\\.")[3]);
					}
					else if (subject.endsWith(".outbound")) {
						outbound.add(Api.tree(new String(next.getData())).get("message_id").asString());
					}
				}
				assertThat(missing(this.sessions, created)).isEmpty();
				assertThat(missing(this.messages, outbound)).isEmpty();
			});
			assertThat(twice).isEmpty();
		}
	}

	private static List<String> missing(Queue<String> acknowledged, Set<String> published) {
		return acknowledged.stream().filter((id) -> !published.contains(id)).toList();
	}

}
