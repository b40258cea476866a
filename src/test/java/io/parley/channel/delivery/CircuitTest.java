package io.parley.channel.delivery;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class CircuitTest {

	private static final Duration LONG = Duration.ofHours(1);

	private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5);

	private final Circuit circuit = new Circuit(this.nanos::get);

	@Test
	void staysClosedWhileSomethingGetsThrough() {
		for (int i = 0; i < 20; i++) {
			fail(4, LONG);
			this.circuit.answered();
		}
		assertThat(this.circuit.begin()).isEmpty();
	}

	@Test
	void afterFiveFailuresInARowNothingIsBegunForAPauseThatGrows() {
		fail(5, LONG);
		assertThat(this.circuit.begin()).contains(Duration.ofSeconds(1));
		pass(Duration.ofSeconds(1));
		assertThat(this.circuit.begin()).isEmpty();
		this.circuit.failed(LONG, null);
		assertThat(this.circuit.begin()).contains(Duration.ofSeconds(2));
		for (int i = 0; i < 20; i++) {
			pass(Duration.ofMinutes(1));
			assertThat(this.circuit.begin()).isEmpty();
			this.circuit.failed(LONG, null);
		}
		assertThat(this.circuit.begin()).contains(Duration.ofMinutes(1));
	}

	@Test
	void afterThePauseOneMessageTriesAndTheOthersWait() {
		fail(5, LONG);
		pass(Duration.ofSeconds(1));
		assertThat(this.circuit.begin()).isEmpty();
		assertThat(this.circuit.begin()).isPresent();
		this.circuit.notMade();
		assertThat(this.circuit.begin()).isEmpty();
		this.circuit.answered();
		assertThat(this.circuit.begin()).isEmpty();
		assertThat(this.circuit.begin()).isEmpty();
		assertThat(this.circuit.isOpen()).isFalse();
	}

	@Test
	void aReceiverThatAsksForAPauseGetsItAtOnce() {
		this.circuit.failed(Duration.ofSeconds(30), Duration.ofSeconds(30));
		assertThat(this.circuit.begin()).contains(Duration.ofSeconds(30));
		assertThat(this.circuit.pause()).isEqualTo(Duration.ofSeconds(30));
		pass(Duration.ofSeconds(30));
		assertThat(this.circuit.pause()).isNull();
		assertThat(this.circuit.begin()).isEmpty();
	}

	@Test
	void aLoneMessageIsNeverHeldUpPastItsOwnPause() {
		Duration own = Duration.ofMillis(300);
		for (int i = 0; i < 30; i++) {
			assertThat(this.circuit.begin()).isEmpty();
			this.circuit.failed(own, null);
			pass(own);
		}
	}

	private void fail(int times, Duration own) {
		for (int i = 0; i < times; i++) {
			this.circuit.failed(own, null);
		}
	}

	private void pass(Duration time) {
		this.nanos.addAndGet(time.toNanos());
	}

}
