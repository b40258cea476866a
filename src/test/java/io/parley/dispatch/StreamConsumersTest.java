package io.parley.dispatch;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.stream.IntStream;

import io.nats.client.Connection;
import io.nats.client.ConnectionListener;
import io.nats.client.Nats;
import io.nats.client.Options;
import io.parley.NatsServer;
import io.parley.RequiresNats;
import io.parley.dispatch.StreamConsumer.Progress;
import io.parley.store.MemoryBudget;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.mock.env.MockEnvironment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Consumers over a real NATS server that comes, goes and forgets. */
@RequiresNats(ownServer = true)
class StreamConsumersTest {

	/** So long that none passes by itself on a machine that has much else to do. */
	private static final Duration ACK_WAIT = Duration.ofSeconds(10);

	private NatsServer server;

	private Instance one;

	private Instance other;

	@BeforeEach
	void setUp() throws Exception {
		this.server = NatsServer.find().orElseThrow().start();
		this.one = new Instance(this.server.url());
		this.other = new Instance(this.server.url());
		await().until(() -> this.one.readiness.isReady() && this.other.readiness.isReady());
	}

	@AfterEach
	void tearDown() {
		this.one.close();
		this.other.close();
		this.server.close();
	}

	@Test
	void instancesShareTheMessagesAndEachIsHandledOnce() {
		this.one.start(8, (message) -> Verdict.DONE);
		this.other.start(8, (message) -> Verdict.DONE);
		AtomicInteger published = new AtomicInteger();
		// One of them may have everything to itself until the other is there.
		await().until(() -> {
			publish(published.get(), published.addAndGet(50));
			return !this.one.seen.isEmpty() && !this.other.seen.isEmpty();
		});
		await().until(() -> this.one.seen.size() + this.other.seen.size() >= published.get());
		await().until(() -> this.one.consumer.progress().oldest() == Long.MAX_VALUE);
		assertThat(this.one.seen.size() + this.other.seen.size()).isEqualTo(published.get());
	}

	@Test
	void aMessageThatIsPutOffComesAgainAfterThePause() {
		publish(0, 1);
		Queue<Long> at = new ConcurrentLinkedQueue<>();
		this.one.start(1, (message) -> {
			at.add(System.nanoTime());
			return (message.deliveries() < 3) ? Verdict.again(Duration.ofMillis(300)) : Verdict.DONE;
		});
		await().until(() -> at.size() == 3);
		List<Long> times = List.copyOf(at);
		assertThat(Duration.ofNanos(times.get(2) - times.get(0))).isGreaterThan(Duration.ofMillis(550));
	}

	@Test
	void aMessageThatWasPutOffForLongComesAtOnceWhenItIsHurried() {
		publish(0, 1);
		this.one.start(1,
				(message) -> (message.deliveries() < 2) ? Verdict.callable(Duration.ofHours(1)) : Verdict.DONE);
		await().until(() -> this.one.seen.size() == 1 && this.one.consumer.progress().taken() == 1);
		await().until(() -> {
			this.one.consumer.hurry(1);
			return this.one.seen.size() >= 2;
		});
	}

	@Test
	void onlyAMessageThatMayBeCalledForIsHurried() {
		publish(0, 1);
		long begin = System.nanoTime();
		this.one.start(1, (message) -> Verdict.again(Duration.ofSeconds(1)));
		await().until(() -> !this.one.seen.isEmpty() && this.one.consumer.progress().taken() == 1);
		await().until(() -> {
			this.one.consumer.hurry(1);
			return this.one.seen.size() >= 2;
		});
		assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThan(Duration.ofMillis(800));
	}

	@Test
	void aHandlerThatTakesLongerThanTheAckWaitKeepsItsMessage() {
		publish(0, 1);
		CountDownLatch end = new CountDownLatch(1);
		Instant until = Instant.now().plus(ACK_WAIT.multipliedBy(2));
		Function<StreamMessage, Verdict> slow = (message) -> {
			pass(end);
			return Verdict.DONE;
		};
		this.one.start(4, slow);
		await().until(() -> this.one.seen.size() == 1);
		this.other.start(4, slow);
		await().until(() -> Instant.now().isAfter(until));
		end.countDown();
		await().until(() -> this.one.consumer.progress().doneBefore().isAfter(until));
		assertThat(this.other.seen).isEmpty();
		assertThat(this.one.seen).hasSize(1);
	}

	@Test
	void whatASilentInstanceHasIsHandedToAnother() {
		publish(0, 1);
		CountDownLatch end = new CountDownLatch(1);
		this.one.start(4, (message) -> {
			pass(end);
			return Verdict.DONE;
		});
		await().until(() -> !this.one.seen.isEmpty());
		this.one.cutOff();
		this.other.start(4, (message) -> Verdict.DONE);
		await().until(() -> !this.other.seen.isEmpty());
		end.countDown();
	}

	/** Also where it is asked for more in the very moment in which one comes in. */
	@Test
	void asManyAreHandledAtOnceAsTheLimitSaysAndNoMore() {
		AtomicInteger now = new AtomicInteger();
		AtomicInteger most = new AtomicInteger();
		publish(0, 200);
		this.one.start(3, (message) -> {
			most.accumulateAndGet(now.incrementAndGet(), Math::max);
			LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
			now.decrementAndGet();
			return Verdict.DONE;
		});
		await().pollInterval(Duration.ofMillis(1)).until(() -> {
			IntStream.range(0, 10_000).forEach((i) -> this.one.consumer.limit(3));
			return this.one.seen.size() >= 200;
		});
		assertThat(most.get()).isEqualTo(3);
	}

	/** Each is more than a consumer's quarter of the half of 32 MiB for objects. */
	@Test
	void largeMessagesAreHandledOneAfterAnotherAndAllOfThem() {
		AtomicInteger now = new AtomicInteger();
		AtomicInteger most = new AtomicInteger();
		publish(0, 20, 500_000);
		this.one.start(8, (message) -> {
			most.accumulateAndGet(now.incrementAndGet(), Math::max);
			LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
			now.decrementAndGet();
			return Verdict.DONE;
		});
		await().until(() -> this.one.subjects().size() == 20);
		assertThat(most.get()).isOne();
		await().until(() -> this.one.consumer.progress().oldest() == Long.MAX_VALUE);
	}

	@Test
	void nothingIsAskedForDuringAPause() {
		long begin = System.nanoTime();
		this.one.start(1, (message) -> {
			this.one.consumer.pause(Duration.ofSeconds(1));
			return Verdict.DONE;
		});
		publish(0, 3);
		await().until(() -> this.one.seen.size() >= 3);
		assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThan(Duration.ofMillis(1500));
	}

	@Test
	void goesOnAfterNatsWasKilledAndStartedAgain() {
		this.one.start(4, (message) -> Verdict.DONE);
		publish(0, 5);
		await().until(() -> this.one.seen.size() == 5);
		this.server.kill();
		await().until(() -> !this.one.readiness.isReady());
		this.server.start();
		await().until(() -> this.one.readiness.isReady());
		publish(5, 10);
		await().until(() -> this.one.subjects().size() == 10);
	}

	@Test
	void aConsumerThatSomebodyHasDeletedIsMadeAgainFromItsBeginning() {
		this.one.start(4, (message) -> Verdict.DONE);
		publish(0, 3);
		await().until(() -> this.one.seen.size() == 3);
		this.other.consumers.remove("test");
		await().until(() -> this.one.seen.size() >= 6);
		publish(3, 4);
		await().until(() -> this.one.subjects().size() == 4);
	}

	@Test
	void tellsUpToWhenAllIsDone() {
		publish(0, 2);
		Instant between = Instant.now();
		publish(2, 4);
		Instant after = Instant.now();
		this.one.start(4, (message) -> (message.sequence() <= 2) ? Verdict.DONE : Verdict.again(Duration.ofHours(1)));
		await().until(() -> this.one.seen.size() == 4);
		Progress progress = await().until(() -> this.one.consumer.progress(),
				(now) -> !now.doneBefore().isBefore(between));
		assertThat(progress.taken()).isEqualTo(4);
		assertThat(progress.oldest()).isEqualTo(3);
		assertThat(progress.doneBefore()).isBeforeOrEqualTo(after);
		this.one.consumer.stop();
		this.one.consumers.remove("test");
		this.one.seen.clear();
		this.one.start(4, (message) -> Verdict.DONE);
		await().until(() -> this.one.seen.size() == 4);
		Instant now = Instant.now();
		await().until(() -> this.one.consumer.progress().doneBefore().isAfter(now));
		assertThat(this.one.consumers.names("te")).containsExactly("test");
	}

	@Test
	void aServerWithoutJetStreamHasNoConsumers() throws Exception {
		try (NatsServer plain = NatsServer.find().orElseThrow().withoutJetStream().start();
				Instance instance = new Instance(plain.url())) {
			assertThat(instance.consumers.isAvailable()).isTrue();
			await().until(() -> !instance.consumers.isAvailable());
		}
		assertThat(this.one.consumers.isAvailable()).isTrue();
	}

	private void publish(int from, int to) {
		publish(from, to, 1);
	}

	private void publish(int from, int to, int length) {
		try {
			for (int i = from; i < to; i++) {
				this.one.consumers.connection().jetStream().publish("parley.test." + i, new byte[length]);
			}
		}
		catch (Exception ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static void pass(CountDownLatch latch) {
		try {
			latch.await();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	/** One instance of the service, as far as consumers are concerned. */
	private static final class Instance implements AutoCloseable {

		private final EventStream stream = new EventStream(
				new NatsProperties("", "data/nats", true, Duration.ofSeconds(2), Duration.ofSeconds(5), 1024, 1024,
						1024, Duration.ofDays(7), 1, Duration.ofMinutes(10)));

		private final NatsReadiness readiness = new NatsReadiness(this.stream);

		private final StreamConsumers consumers = new StreamConsumers(this.readiness, this.stream,
				new MemoryBudget(32 << 20, Duration.ofSeconds(5)), new MockEnvironment());

		private final Queue<StreamMessage> seen = new ConcurrentLinkedQueue<>();

		private final Connection connection;

		private StreamConsumer consumer;

		Instance(String url) throws IOException, InterruptedException {
			this.consumers.start();
			this.connection = Nats.connect(Options.builder()
				.server(url)
				.maxReconnects(-1)
				.reconnectBufferSize(0)
				.reconnectWait(Duration.ofMillis(200))
				.connectionListener(this.new Listener())
				.build());
		}

		void start(int concurrency, Function<StreamMessage, Verdict> handler) {
			this.consumer = this.consumers.start(
					new ConsumerSettings("test", "parley.test.*", Instant.EPOCH, ACK_WAIT, concurrency), (message) -> {
						this.seen.add(message);
						return handler.apply(message);
					});
		}

		Map<String, Boolean> subjects() {
			Map<String, Boolean> subjects = new ConcurrentHashMap<>();
			this.seen.forEach((message) -> subjects.put(message.subject(), true));
			return subjects;
		}

		/** As if it were killed. */
		void cutOff() {
			try {
				this.connection.close();
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
		}

		@Override
		public void close() {
			this.consumers.stop();
			cutOff();
		}

		private final class Listener implements ConnectionListener {

			@Override
			@Deprecated
			public void connectionEvent(Connection current, Events event) {
				if (event == Events.CONNECTED || event == Events.RECONNECTED) {
					Instance.this.readiness.connected(current);
				}
				else if (event == Events.DISCONNECTED || event == Events.CLOSED) {
					Instance.this.readiness.disconnected("test");
				}
			}

		}

	}

}
