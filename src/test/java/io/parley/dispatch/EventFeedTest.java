package io.parley.dispatch;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import io.nats.client.Connection;
import io.nats.client.ConnectionListener;
import io.nats.client.JetStreamApiException;
import io.nats.client.Nats;
import io.nats.client.Options;
import io.nats.client.impl.NatsMessage;
import io.parley.NatsServer;
import io.parley.RequiresNats;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What is heard of events, and read back of them, over a real NATS server. */
@RequiresNats(ownServer = true)
class EventFeedTest {

	private NatsServer server;

	private final NatsProperties properties = new NatsProperties("", "", true, Duration.ofSeconds(2),
			Duration.ofSeconds(5), 1044480, 33554432, 6291456, Duration.ofDays(7), 1, Duration.ofMinutes(10));

	private final EventStream stream = new EventStream(this.properties);

	private final NatsReadiness readiness = new NatsReadiness(this.stream);

	private final EventFeed feed = new EventFeed(this.readiness);

	private final EventHistory history = new EventHistory(this.readiness);

	private Connection connection;

	private Connection other;

	@BeforeEach
	void setUp() {
		this.server = NatsServer.find().orElseThrow();
	}

	@AfterEach
	void tearDown() throws InterruptedException {
		this.connection.close();
		this.other.close();
		this.server.close();
	}

	@Test
	void tellsOfEventsOfOneTeamOfWhicheverInstance() throws Exception {
		start();
		AtomicInteger mine = new AtomicInteger();
		AtomicInteger others = new AtomicInteger();
		try (EventFeed.Listening listening = this.feed.listen("a.b", mine::incrementAndGet);
				EventFeed.Listening another = this.feed.listen("a", others::incrementAndGet)) {
			publish(Subjects.of("a.b", "sessions", "s 1", "created"));
			await().untilAsserted(() -> assertThat(mine).hasPositiveValue());
			publish(Subjects.of("a", "channels", "c", "outbound"));
			publish(Subjects.of("b", "sessions", "s", "created"));
			publish(Subjects.of("a", "sessions", "s", "replied"));
			await().untilAsserted(() -> assertThat(others).hasValue(1));
			assertThat(mine).hasValue(1);
		}
	}

	@Test
	void subscribesWhileSomebodyListensOnly() throws Exception {
		start();
		EventFeed.Listening first = this.feed.listen("t", () -> {
		});
		EventFeed.Listening second = this.feed.listen("t", () -> {
		});
		first.close();
		first.close();
		assertThat(subscriptions()).isOne();
		second.close();
		assertThat(subscriptions()).isZero();
	}

	@Test
	void tellsAgainAfterTheServerWasAway() throws Exception {
		start();
		AtomicInteger told = new AtomicInteger();
		try (EventFeed.Listening listening = this.feed.listen("t", told::incrementAndGet)) {
			this.server.kill();
			await().until(() -> !this.readiness.isReady());
			this.server.start();
			await().untilAsserted(() -> assertThat(told).hasPositiveValue());
			await().until(() -> this.other.getStatus() == Connection.Status.CONNECTED);
			int before = told.get();
			await().untilAsserted(() -> {
				publish(Subjects.of("t", "sessions", "s", "created"));
				assertThat(told).hasValueGreaterThan(before);
			});
		}
	}

	@Test
	void whoListensBeforeThereIsAConnectionIsToldLater() throws Exception {
		AtomicInteger told = new AtomicInteger();
		try (EventFeed.Listening listening = this.feed.listen("t", told::incrementAndGet)) {
			start();
			await().untilAsserted(() -> assertThat(told).hasPositiveValue());
			publish(Subjects.of("t", "sessions", "s", "created"));
			await().untilAsserted(() -> assertThat(told).hasValueGreaterThan(1));
		}
	}

	@Test
	void whoListensAlreadyIsToldStillWhereAnotherBeginsBeforeTheStreamIsThere() throws Exception {
		AtomicBoolean there = new AtomicBoolean();
		NatsReadiness late = new NatsReadiness(new EventStream(this.properties) {
			@Override
			void prepare(Connection connection) throws IOException, JetStreamApiException {
				if (!there.get()) {
					throw new IOException("not yet");
				}
				super.prepare(connection);
			}
		});
		EventFeed events = new EventFeed(late);
		AtomicInteger told = new AtomicInteger();
		try (EventFeed.Listening first = events.listen("a", told::incrementAndGet)) {
			start();
			late.connected(this.connection);
			try (EventFeed.Listening second = events.listen("b", () -> {
			})) {
				there.set(true);
				await().untilAsserted(() -> assertThat(told).hasPositiveValue());
				int before = told.get();
				publish(Subjects.of("a", "sessions", "s", "created"));
				await().untilAsserted(() -> assertThat(told).hasValueGreaterThan(before));
			}
		}
	}

	@Test
	void readsBackTheEventsOfOneSessionInOrder() throws Exception {
		start();
		publish(Subjects.of("t", "sessions", "s.1", "created"));
		publish(Subjects.of("t", "sessions", "s", "created"));
		publish(Subjects.of("u", "sessions", "s.1", "created"));
		publish(Subjects.of("t", "sessions", "s.1", "sent"));
		publish(Subjects.of("t", "sessions", "s.1", "replied"));
		publish(Subjects.of("t", "sessions", "s.1", "sent"));
		await().until(() -> this.history.read("t", "sessions", "s.1").events().size() == 4);
		PastEvents read = this.history.read("t", "sessions", "s.1");
		assertThat(read.events()).extracting(PastEvents.PastEvent::type)
			.containsExactly("created", "sent", "replied", "sent");
		assertThat(read.complete()).isTrue();
		assertThat(new String(read.events().get(0).payload(), StandardCharsets.UTF_8)).isEqualTo("{}");
		assertThat(this.history.read("t", "sessions", "none")).isEqualTo(PastEvents.NONE);
	}

	@Test
	void readsNoMoreThanItsBound() throws Exception {
		start();
		for (int i = 0; i < 230; i++) {
			publish(Subjects.of("t", "sessions", "s", "sent"));
		}
		await().untilAsserted(() -> {
			PastEvents read = this.history.read("t", "sessions", "s");
			assertThat(read.complete()).isFalse();
			assertThat(read.events()).hasSizeBetween(1, 200);
		});
	}

	@Test
	void readsNothingWithoutJetStream() throws Exception {
		this.server.withoutJetStream();
		start();
		assertThat(this.history.read("t", "sessions", "s")).isEqualTo(PastEvents.NONE);
	}

	private void start() throws IOException, InterruptedException {
		this.server.start();
		this.connection = Nats.connect(options().connectionListener(this.new Listener()).build());
		this.other = Nats.connect(options().build());
		await().until(this.readiness::isReady);
	}

	private Options.Builder options() {
		return Options.builder()
			.server(this.server.url())
			.maxReconnects(-1)
			.reconnectBufferSize(0)
			.reconnectWait(Duration.ofMillis(100));
	}

	private void publish(String subject) throws Exception {
		this.connection.flush(Duration.ofSeconds(2));
		this.other.publish(NatsMessage.builder().subject(subject).data("{}").build());
		this.other.flush(Duration.ofSeconds(2));
	}

	/** How many the server has of this connection for events. */
	private long subscriptions() throws Exception {
		long before = this.connection.getStatistics().getInMsgs();
		publish(Subjects.of("t", "sessions", "s", "created"));
		this.connection.flush(Duration.ofSeconds(2));
		return this.connection.getStatistics().getInMsgs() - before;
	}

	private final class Listener implements ConnectionListener {

		@Override
		@Deprecated
		public void connectionEvent(Connection current, Events event) {
			if (event == Events.CONNECTED || event == Events.RECONNECTED) {
				EventFeedTest.this.readiness.connected(current);
			}
			else if (event == Events.DISCONNECTED || event == Events.CLOSED) {
				EventFeedTest.this.readiness.disconnected("test");
			}
		}

	}

}
