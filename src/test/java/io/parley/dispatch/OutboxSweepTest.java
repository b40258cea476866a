package io.parley.dispatch;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntPredicate;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.nats.client.Connection;
import io.parley.store.KeyPage;
import org.bson.Document;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import org.springframework.beans.factory.support.StaticListableBeanFactory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What a sweep does with what it has leased, until it stops or the lease is over. */
@Timeout(60)
class OutboxSweepTest {

	private static final Instant NOW = Instant.parse("2026-11-26T12:00:00Z");

	private static final NatsProperties PROPERTIES = new NatsProperties("", "", true, Duration.ofSeconds(2),
			Duration.ofSeconds(5), 0, 0, 0, Duration.ZERO, 1, Duration.ZERO);

	private final List<ObjectId> ids = List.of(new ObjectId(), new ObjectId());

	private volatile Instant now = NOW;

	private final Clock clock = ((InstantSource) () -> this.now).withZone(ZoneOffset.UTC);

	private final NatsReadiness nats = new NatsReadiness(new NoStream());

	private final Submissions relay = new Submissions();

	private final Leases outboxes = new Leases();

	private final OutboxSweep sweep = sweep();

	private OutboxSweep sweep() {
		StaticListableBeanFactory beans = new StaticListableBeanFactory();
		beans.addBean("source", OutboxSource.of("c"));
		return new OutboxSweep(this.nats, this.relay, this.outboxes, beans.getBeanProvider(OutboxSource.class),
				new NoFigures(), this.clock, PROPERTIES);
	}

	@BeforeEach
	void setUp() {
		this.nats.connected(new NatsStub().connection());
	}

	@AfterEach
	void tearDown() {
		if (this.sweep.isRunning()) {
			this.sweep.stop();
		}
	}

	@Test
	void aStopReleasesWhatASweepThatWaitsForRoomHasLeased() throws Exception {
		this.relay.room = (asked) -> false;
		this.sweep.start();
		assertThat(this.relay.asked.await(30, TimeUnit.SECONDS)).isTrue();
		this.sweep.stop();
		assertThat(this.outboxes.released).containsExactlyInAnyOrderElementsOf(this.ids);
		assertThat(this.outboxes.interrupted).isFalse();
		assertThat(this.relay.submitted).isEmpty();
	}

	@Test
	void aStopEndsASweepThatFindsMoreAndMore() throws Exception {
		this.outboxes.pages = Integer.MAX_VALUE;
		this.sweep.start();
		assertThat(this.relay.asked.await(30, TimeUnit.SECONDS)).isTrue();
		this.sweep.stop();
		this.outboxes.thread.join(30_000);
		assertThat(this.outboxes.thread.isAlive()).isFalse();
		assertThat(this.outboxes.interrupted).isFalse();
	}

	@Test
	void nothingMoreIsHandedInOnceTheLeaseEndsDuringAWaitForRoom() {
		this.relay.room = (asked) -> {
			this.now = (asked == 2) ? NOW.plusSeconds(30) : NOW;
			return true;
		};
		this.sweep.start();
		await().until(() -> !this.outboxes.released.isEmpty() || this.relay.submitted.size() == 2);
		assertThat(this.relay.submitted).containsExactly(this.ids.get(0));
		assertThat(this.outboxes.released).containsExactly(this.ids.get(1));
	}

	/** Takes every document, where there is room. */
	private final class Submissions extends Relay {

		private final Queue<ObjectId> submitted = new ConcurrentLinkedQueue<>();

		private final CountDownLatch asked = new CountDownLatch(1);

		private final AtomicInteger times = new AtomicInteger();

		private volatile IntPredicate room = (asked) -> true;

		Submissions() {
			super(OutboxSweepTest.this.nats, null, new Removals(null, null), null, null, OutboxSweepTest.this.clock,
					PROPERTIES, new SimpleMeterRegistry());
		}

		@Override
		boolean hasRoom() {
			boolean answer = this.room.test(this.times.incrementAndGet());
			this.asked.countDown();
			return answer;
		}

		@Override
		Lane submit(OutboxSource source, OutboxStore.Pending pending, boolean leased) {
			this.submitted.add(pending.id());
			return new Lane(source, pending);
		}

	}

	/** Leases two documents for 30 seconds, once or more often. */
	private final class Leases extends OutboxStore {

		private final Queue<ObjectId> released = new ConcurrentLinkedQueue<>();

		private volatile int pages = 1;

		private volatile boolean interrupted;

		private volatile Thread thread;

		Leases() {
			super(null, null, null);
		}

		@Override
		Lease lease(OutboxSource source, Instant from, Instant to, boolean onlyCore) {
			this.thread = Thread.currentThread();
			boolean some = this.pages-- > 0;
			return new Lease(some ? OutboxSweepTest.this.ids : List.of(), NOW.plusSeconds(30), from, this.pages > 0);
		}

		@Override
		KeyPage<Document> leased(OutboxSource source, Lease lease, ObjectId after) {
			return new KeyPage<>(lease.ids().stream().map((id) -> new Document("_id", id)).toList(), false);
		}

		@Override
		void release(OutboxSource source, Collection<ObjectId> documents) {
			this.interrupted |= Thread.currentThread().isInterrupted();
			this.released.addAll(documents);
		}

		@Override
		void removeDeleted(OutboxSource source) {
		}

	}

	private static final class NoFigures extends OutboxFigures {

		NoFigures() {
			super(null, null, Clock.systemUTC(), new SimpleMeterRegistry());
		}

		@Override
		void take(List<OutboxSource> sources, Instant since) {
		}

	}

}
