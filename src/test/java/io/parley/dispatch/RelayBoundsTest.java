package io.parley.dispatch;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.nats.client.Connection;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What the relay does where its bounds are reached, and when NATS goes just then. */
@Timeout(60)
class RelayBoundsTest {

	private static final OutboxSource SOURCE = OutboxSource.of("c");

	private static final IllegalStateException GONE = new IllegalStateException("Connection is closed");

	private static final String MEGABYTE = "x".repeat(1 << 20);

	private final NatsReadiness nats = new NatsReadiness(new NoStream());

	private final Publications publications = new Publications();

	private final Relay relay = new Relay(this.nats, this.publications, new Removals(null, null), null, null,
			Clock.systemUTC(), new NatsProperties("", "", true, Duration.ofSeconds(2), Duration.ofSeconds(5), 0, 0, 0,
					Duration.ZERO, 1, Duration.ZERO),
			new SimpleMeterRegistry());

	@BeforeEach
	void setUp() {
		this.nats.connected(new NatsStub().connection());
		await().until(this.nats::isReady);
	}

	@Test
	void whatFoundNoRoomIsGivenUpOneAfterTheOtherWhenNatsGoes() {
		CompletableFuture<Void> first = underWay(Window.MESSAGES);
		List<Lane> lanes = IntStream.range(0, 5000).mapToObj((i) -> submit(new ObjectId(), "{}")).toList();
		assertThat(this.publications.count).hasValue(1);
		this.publications.answer = () -> CompletableFuture.failedFuture(GONE);
		first.completeExceptionally(GONE);
		assertThat(this.publications.count).hasValue(5001);
		assertThat(lanes.stream().filter((lane) -> !isAtRest(lane)).count()).as("lanes that are stuck").isZero();
	}

	@Test
	void threadsThatGoOnAtOnceWithWhatFoundNoRoomNeverWaitForEachOther() {
		CompletableFuture<Void> first = underWay(Window.MESSAGES / 2);
		CompletableFuture<Void> second = underWay(Window.MESSAGES / 2);
		ObjectId one = new ObjectId();
		ObjectId other = new ObjectId();
		List<Lane> lanes = IntStream.range(0, 1000).mapToObj((i) -> submit((i % 2 == 0) ? one : other, "{}")).toList();
		CyclicBarrier both = new CyclicBarrier(2);
		this.publications.answer = () -> {
			meet(both);
			return CompletableFuture.failedFuture(GONE);
		};
		CompletableFuture<?>[] threads = Stream.of(first, second)
			.map((publication) -> CompletableFuture.runAsync(() -> publication.completeExceptionally(GONE),
					(task) -> new Thread(task).start()))
			.toArray(CompletableFuture[]::new);
		assertThat(CompletableFuture.allOf(threads)).succeedsWithin(Duration.ofSeconds(20));
		assertThat(lanes.stream().filter((lane) -> !isAtRest(lane)).count()).as("lanes that are stuck").isZero();
	}

	@Test
	void whatIsHeldIsBoundedAlsoForADocumentThatIsHeldAlready() {
		ObjectId document = new ObjectId();
		for (int i = 0; i < 48; i++) {
			assertThat(submit(document, MEGABYTE)).isNotNull();
		}
		assertThat(submit(document, MEGABYTE)).isNull();
		assertThat(submit(new ObjectId(), "{}")).isNull();
		this.nats.disconnected("it is gone");
		this.nats.connected(new NatsStub().connection());
		assertThat(submit(document, MEGABYTE)).isNotNull();
	}

	/** An event to so many subjects that is published and not yet confirmed. */
	private CompletableFuture<Void> underWay(int subjects) {
		CompletableFuture<Void> publication = new CompletableFuture<>();
		this.publications.answer = () -> publication;
		submit(new ObjectId(), Collections.nCopies(subjects, "parley.t.s"), "{}");
		return publication;
	}

	private Lane submit(ObjectId document, String payload) {
		return submit(document, List.of("parley.t.s"), payload);
	}

	private Lane submit(ObjectId document, List<String> subjects, String payload) {
		OutboxEvent event = new OutboxEvent(new ObjectId().toHexString(), Instant.EPOCH, subjects, null, payload, null);
		return this.relay.submit(SOURCE, new OutboxStore.Pending(document, "t", document, List.of(event)), false);
	}

	private static boolean isAtRest(Lane lane) {
		synchronized (lane) {
			return lane.publishing() == null && lane.next() == null;
		}
	}

	/** Waits for the other thread, if it comes here at all. */
	private static void meet(CyclicBarrier both) {
		try {
			both.await(500, TimeUnit.MILLISECONDS);
		}
		catch (TimeoutException | BrokenBarrierException ex) {
			// Only one of them is here: the other goes on without.
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	/** Takes every publication, and confirms none but by its answer. */
	private static final class Publications extends Publication {

		private final AtomicInteger count = new AtomicInteger();

		private volatile Supplier<CompletableFuture<Void>> answer = CompletableFuture::new;

		Publications() {
			super(null);
		}

		@Override
		CompletableFuture<Void> publish(Connection nats, ObjectId document, OutboxEvent event) {
			this.count.incrementAndGet();
			return this.answer.get();
		}

	}

}
