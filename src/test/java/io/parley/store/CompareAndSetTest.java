package io.parley.store;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class CompareAndSetTest {

	private final AtomicInteger attempts = new AtomicInteger();

	@Test
	void repeatsWhatWasOvertaken() {
		String done = CompareAndSet.repeat("Session a",
				() -> Optional.of("done").filter((answer) -> this.attempts.incrementAndGet() == 4));
		assertThat(done).isEqualTo("done");
		assertThat(this.attempts).hasValue(4);
	}

	@Test
	void givesUpInTime() {
		assertThatThrownBy(() -> CompareAndSet.repeat("Session a", Optional::empty, Duration.ofMillis(50)))
			.isInstanceOf(BusyException.class)
			.hasMessage("Session a is being changed by too many at once; try again shortly");
	}

	@Test
	void endsWithWhatAnAttemptThrows() {
		assertThatThrownBy(() -> CompareAndSet.repeat("Session a", () -> {
			this.attempts.incrementAndGet();
			throw new IllegalArgumentException("refused");
		})).isInstanceOf(IllegalArgumentException.class);
		assertThat(this.attempts).hasValue(1);
	}

}
