package io.parley.dispatch;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;

import org.bson.types.ObjectId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What a service that ends well has taken out of its outboxes. */
class RemovalsTest {

	private final OutboxEvent event = new OutboxEvent("e", Instant.EPOCH, List.of("parley.t.s"), null, "{}", null);

	private final Writes writes = new Writes();

	private final Removals removals = new Removals(this.writes, null);

	@Test
	@Timeout(60)
	void aCleanStopWritesTheBatchThatIsInHand() {
		Thread thread = start();
		this.removals.add(confirmed());
		// It waits for more to come with it, the lane in hand.
		await().pollDelay(Duration.ZERO)
			.pollInterval(Duration.ofMillis(5))
			.until(() -> thread.getState() == Thread.State.TIMED_WAITING);
		this.removals.stop();
		assertThat(this.writes.confirmed).containsExactly("e");
		assertThat(this.removals.lanes()).isEmpty();
	}

	@Test
	@Timeout(60)
	void aCleanStopRepeatsAWriteThatItInterrupts() throws Exception {
		this.writes.block();
		start();
		this.removals.add(confirmed());
		this.writes.begun.await();
		this.removals.stop();
		assertThat(this.writes.confirmed).containsExactly("e");
		assertThat(this.removals.lanes()).isEmpty();
	}

	private Thread start() {
		Set<Thread> before = Thread.getAllStackTraces().keySet();
		this.removals.start();
		return Thread.getAllStackTraces()
			.keySet()
			.stream()
			.filter((thread) -> thread.getName().equals("outbox-removals") && !before.contains(thread))
			.findFirst()
			.orElseThrow();
	}

	private Lane confirmed() {
		OutboxStore.Pending document = new OutboxStore.Pending(new ObjectId(), "t", new ObjectId(), List.of());
		Lane lane = new Lane(OutboxSource.of("c"), document);
		synchronized (lane) {
			lane.add(List.of(this.event), false);
			lane.begin();
			lane.done();
			lane.confirm(this.event, true);
		}
		this.removals.lanes().put(lane.key(), lane);
		return lane;
	}

	/** Keeps what is written; the first write may wait until it is interrupted. */
	private static final class Writes extends OutboxStore {

		private final List<String> confirmed = new ArrayList<>();

		private final CountDownLatch begun = new CountDownLatch(1);

		private boolean blocks;

		Writes() {
			super(null, null, null);
		}

		void block() {
			this.blocks = true;
		}

		@Override
		synchronized void write(OutboxSource source, List<OutboxRemoval> removals) {
			if (this.blocks) {
				this.blocks = false;
				this.begun.countDown();
				waitForAnInterrupt();
			}
			removals.forEach((removal) -> this.confirmed.addAll(removal.confirmed()));
		}

		private static void waitForAnInterrupt() {
			try {
				new CountDownLatch(1).await();
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
				throw new IllegalStateException("interrupted", ex);
			}
		}

	}

}
