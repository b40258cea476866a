package io.parley.dispatch;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

import org.bson.types.ObjectId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** What an answered flush says of the events that went out before it. */
class PublicationTest {

	private final OutboxEvent event = new OutboxEvent("e", Instant.EPOCH, List.of("parley.t.s"), "reply", "{}", "me");

	private final NatsStub nats = new NatsStub();

	private final Publication publication = new Publication(new EventStream(null));

	@AfterEach
	void tearDown() {
		this.publication.destroy();
	}

	@Test
	void aFlushConfirmsWhatWentOutBeforeIt() {
		assertThat(toCore()).succeedsWithin(30, TimeUnit.SECONDS);
		assertThat(withoutStream()).succeedsWithin(30, TimeUnit.SECONDS);
	}

	@Test
	void aFlushThatANewConnectionAnswersConfirmsNothing() {
		this.nats.onFlush(this.nats::reconnect);
		assertIsUnknown(toCore());
		assertIsUnknown(withoutStream());
	}

	@Test
	void aFlushThatIsAnsweredWhenTheConnectionIsLostConfirmsNothing() {
		this.nats.onFlush(this.nats::lose);
		assertIsUnknown(toCore());
	}

	private CompletableFuture<Void> toCore() {
		return this.publication.publishCore(this.nats.connection(), this.event);
	}

	private CompletableFuture<Void> withoutStream() {
		return this.publication.publish(this.nats.connection(), new ObjectId(), this.event);
	}

	private static void assertIsUnknown(CompletableFuture<Void> publication) {
		assertThatExceptionOfType(CompletionException.class)
			.isThrownBy(() -> publication.orTimeout(30, TimeUnit.SECONDS).join())
			.satisfies((ex) -> assertThat(Publication.Failure.of(ex)).isEqualTo(Publication.Failure.AWAY))
			.withMessageContaining("lost before the flush");
	}

}
