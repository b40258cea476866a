package io.parley.store;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

/** What was read is remembered for a while, and read by one for all who wait. */
class RecentReadsTest {

	private final AtomicInteger count = new AtomicInteger();

	private final Function<String, Optional<Integer>> counting = (key) -> Optional.of(this.count.incrementAndGet());

	private final RecentReads<String, Integer> reads = new RecentReads<>(10, Duration.ofMinutes(1));

	@Test
	void readsOnceUntilItIsForgotten() {
		assertThat(this.reads.get("a", this.counting)).hasValue(1);
		assertThat(this.reads.get("a", this.counting)).hasValue(1);
		assertThat(this.reads.get("b", this.counting)).hasValue(2);
		this.reads.forget("a");
		assertThat(this.reads.get("a", this.counting)).hasValue(3);
	}

	@Test
	void readsAnewWhenItIsOld() {
		RecentReads<String, Integer> brief = new RecentReads<>(10, Duration.ofMillis(20));
		assertThat(brief.get("a", this.counting)).hasValue(1);
		await().until(() -> brief.get("a", this.counting).orElseThrow() > 1);
	}

	@Test
	void doesNotRememberWhatIsNotThere() {
		assertThat(this.reads.get("a", (key) -> Optional.empty())).isEmpty();
		assertThat(this.reads.get("a", this.counting)).hasValue(1);
	}

	@Test
	void whoWaitsSharesTheFailureOfOneRead() throws Exception {
		AtomicReference<Throwable> shared = new AtomicReference<>();
		Thread other = new Thread(() -> shared.set(catchThrowable(() -> this.reads.get("a", this.counting))));
		IllegalStateException away = new IllegalStateException("away");
		assertThatIllegalStateException().isThrownBy(() -> this.reads.get("a", (key) -> {
			other.start();
			await().until(() -> other.getState() == Thread.State.WAITING);
			throw away;
		}));
		other.join();
		assertThat(shared.get()).isSameAs(away);
		assertThat(this.reads.get("a", this.counting)).hasValue(1);
	}

	@Test
	void whatWasForgottenWhileItWasReadIsNotRemembered() {
		assertThat(this.reads.get("a", (key) -> {
			this.reads.forget("a");
			return this.counting.apply(key);
		})).hasValue(1);
		assertThat(this.reads.get("a", this.counting)).hasValue(2);
	}

	@Test
	void aReadThatFailsIsTriedAgain() {
		assertThatIllegalStateException().isThrownBy(() -> this.reads.get("a", (key) -> {
			throw new IllegalStateException("away");
		}));
		assertThat(this.reads.get("a", this.counting)).hasValue(1);
	}

}
