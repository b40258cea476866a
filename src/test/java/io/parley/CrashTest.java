package io.parley;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

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

	/** How long NATS is away, in seconds; the promise is of a minute. */
	private static final int OUTAGE_SECONDS = Integer.getInteger("parley.test.outage", 10);

	/** How often the service is killed. */
	private static final int ROUNDS = Integer.getInteger("parley.test.crash-rounds", 2);

	private final SessionLoad load = new SessionLoad();

	@TempDir
	Path directory;

	@Test
	void killingTheServiceLosesNothingThatWasAcknowledged() throws Exception {
		try (NatsServer nats = NatsServer.find().orElseThrow().start();
				ParleyProcess parley = new ParleyProcess(this.directory, Map.of("ORG_NATS_URL", nats.url()))) {
			for (int round = 0; round < ROUNDS; round++) {
				this.load.start(parley.start().api());
				this.load.awaitMessages(150);
				parley.kill();
				this.load.stop();
			}
			this.load.assertEverySessionIsThere(parley.start().api());
			this.load.assertEveryEventIsInTheStreamOnce(nats);
		}
	}

	@Test
	void killingNatsForAWhileLosesNoAcknowledgedEvent() throws Exception {
		try (NatsServer nats = NatsServer.find().orElseThrow().start();
				ParleyProcess parley = new ParleyProcess(this.directory, Map.of("ORG_NATS_URL", nats.url()))) {
			this.load.start(parley.start().api());
			this.load.awaitMessages(100);
			nats.kill();
			int before = this.load.acknowledgedMessages();
			long back = System.nanoTime() + Duration.ofSeconds(OUTAGE_SECONDS).toNanos();
			await().atMost(Duration.ofSeconds(OUTAGE_SECONDS + 5)).until(() -> System.nanoTime() > back);
			assertThat(this.load.acknowledgedMessages()).as("served without NATS")
				.isGreaterThan(before + OUTAGE_SECONDS);
			nats.start();
			this.load.awaitMessages(100);
			this.load.stop();
			assertThat(this.load.refused()).isEmpty();
			this.load.assertEveryEventIsInTheStreamOnce(nats);
		}
	}

	@Test
	void twoInstancesOnOneStoreDoEverythingOnceAlsoWhenOneIsKilled() throws Exception {
		try (NatsServer nats = NatsServer.find().orElseThrow().start();
				SharedStore store = new SharedStore(this.directory.resolve("store")).open();
				ParleyProcess one = instance(store, nats).start();
				ParleyProcess two = instance(store, nats).start()) {
			for (int i = 0; i < 50; i++) {
				one.api().post("/session", "{\"session_id\":\"due-" + i + "\",\"expiry_date\":1}");
			}
			this.load.start(one.api());
			this.load.start(two.api());
			this.load.awaitMessages(300);
			two.kill();
			this.load.awaitMessages(100);
			this.load.stop();
			this.load.assertEverySessionIsThere(one.api());
			await().untilAsserted(
					() -> assertThat(one.api().post("/sessions", "{\"status\":\"expired\"}").json().get("data"))
						.hasSize(50));
			this.load.assertEveryEventIsInTheStreamOnce(nats);
		}
	}

	private ParleyProcess instance(SharedStore store, NatsServer nats) {
		return new ParleyProcess(this.directory, Map.of("ORG_NATS_URL", nats.url(), "MONGODB_URI", store.uri()));
	}

}
