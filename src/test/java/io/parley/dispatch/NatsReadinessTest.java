package io.parley.dispatch;

import java.time.Duration;

import io.nats.client.Connection;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** When events can be published, as the connection and the stream come and go. */
class NatsReadinessTest {

	/** So many refusals in a row are the stream's. */
	private static final int REFUSALS = 8;

	private final NatsReadiness nats = new NatsReadiness(new NoStream(), Duration.ofHours(1).toMillis());

	private final Connection connection = new NatsStub().connection();

	@Test
	void aNewConnectionEndsThePauseAfterRefusals() {
		connect();
		refuse();
		assertThat(this.nats.isReady()).isFalse();
		this.nats.disconnected("test");
		connect();
	}

	@Test
	void whatAnotherServerRefusedIsNoTroubleOfThisOne() {
		connect();
		refuse();
		assertThat(this.nats.trouble()).hasValueSatisfying((trouble) -> assertThat(trouble).contains("full"));
		this.nats.disconnected("test");
		assertThat(this.nats.trouble()).contains("NATS is not connected: test");
		connect();
		assertThat(this.nats.trouble()).isEmpty();
	}

	@Test
	void whatOneServerRefusesIsTroubleUntilOneIsConfirmed() {
		connect();
		this.nats.refused("full");
		assertThat(this.nats.isReady()).isTrue();
		assertThat(this.nats.trouble()).isPresent();
		this.nats.confirmed();
		assertThat(this.nats.trouble()).isEmpty();
	}

	private void connect() {
		this.nats.connected(this.connection);
		await().until(this.nats::isReady);
	}

	private void refuse() {
		for (int i = 0; i < REFUSALS; i++) {
			this.nats.refused("full");
		}
	}

}
