package io.parley.dispatch;

import java.time.Duration;

import io.parley.dispatch.StreamMemory.Share;
import io.parley.store.BusyException;
import io.parley.store.MemoryBudget;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** How much of the stream a process has in hand at once. */
class StreamMemoryTest {

	private static final int MIB = 1 << 20;

	/** 4 MiB of text, 1 MiB of it for one consumer; 8 MiB of objects, 2 MiB for one. */
	private final MemoryBudget budget = new MemoryBudget(16 * MIB, Duration.ofMillis(50));

	private final StreamMemory memory = new StreamMemory(this.budget);

	private final Share share = this.memory.share();

	private static StreamMessage message(int length) {
		return new StreamMessage("x", new byte[length], 1, 1, System.nanoTime());
	}

	@Test
	void aConsumerAsksForNoMoreThanItsShare() {
		assertThat(this.share.room(100_000)).isEqualTo(MIB);
		assertThat(this.share.take(900_000)).isTrue();
		assertThat(this.share.room(100_000)).isEqualTo(MIB - 900_000);
		assertThat(this.share.room(200_000)).isZero();
		this.share.leave(900_000);
		assertThat(this.share.room(200_000)).isEqualTo(MIB);
	}

	@Test
	void thereIsRoomForTwoOfTheLargestHoweverSmallTheShareIs() {
		assertThat(this.share.room(8 * MIB)).isEqualTo(16 * MIB);
	}

	@Test
	void allConsumersTogetherHaveABoundOnlyForMessagesThatAreNotSmall() {
		for (int i = 0; i < 4; i++) {
			assertThat(this.memory.share().take(MIB)).isTrue();
		}
		assertThat(this.share.take(MIB)).isFalse();
		assertThat(this.share.take(60_000)).isTrue();
		this.share.leave(60_000);
	}

	@Test
	void aMessageThatIsAloneIsTakenHoweverLargeItIs() {
		assertThat(this.share.take(64 * MIB)).isTrue();
		assertThat(this.memory.share().take(100_000)).isFalse();
		this.share.leave(64 * MIB);
		assertThat(this.memory.share().take(100_000)).isTrue();
	}

	@Test
	void aLargeMessageWaitsForTheOneBeforeItOfItsConsumerAndForNoOther() {
		Share other = this.memory.share();
		this.share.handle(message(200_000), (first) -> {
			assertThatExceptionOfType(BusyException.class)
				.isThrownBy(() -> this.share.handle(message(200_000), (second) -> Verdict.DONE));
			assertThat(this.share.handle(message(1000), (small) -> Verdict.DONE)).isEqualTo(Verdict.DONE);
			return other.handle(message(200_000), (second) -> Verdict.DONE);
		});
		assertThat(this.share.handle(message(200_000), (next) -> Verdict.DONE)).isEqualTo(Verdict.DONE);
	}

	@Test
	void whatAHandlerReadsFromTheStoreIsCounted() {
		this.share.handle(message(1), (message) -> {
			assertThat(this.budget.current()).isPresent();
			return Verdict.DONE;
		});
		assertThat(this.budget.current()).isEmpty();
	}

}
