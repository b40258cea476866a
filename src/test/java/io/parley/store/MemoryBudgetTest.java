package io.parley.store;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import java.util.concurrent.atomic.AtomicInteger;

import io.parley.store.MemoryBudget.Reservation;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class MemoryBudgetTest {

	private static final long KIB = 1 << 10;

	private final MemoryBudget budget = new MemoryBudget(100 * KIB, Duration.ofMillis(20));

	@Test
	void refusesWhatFindsNoRoomInTime() {
		try (Reservation first = this.budget.acquire(60 * KIB)) {
			assertThat(first.bytes()).isEqualTo(60 * KIB);
			assertThatThrownBy(() -> this.budget.acquire(41 * KIB)).isInstanceOf(BusyException.class)
				.hasMessage("Too many large requests are being served at once; try again shortly");
		}
		this.budget.acquire(41 * KIB).close();
		assertThat(this.budget.free()).isEqualTo(100 * KIB);
	}

	@Test
	void givesBackAllThatWasAddedMeanwhile() {
		try (Reservation request = this.budget.acquire(10 * KIB)) {
			request.grow(20 * KIB);
			assertThat(request.tryGrow(80 * KIB)).isFalse();
			assertThat(request.tryGrow(30 * KIB)).isTrue();
			request.shrink(5 * KIB);
			assertThat(this.budget.free()).isEqualTo(45 * KIB);
			assertThat(this.budget.current()).containsSame(request);
		}
		assertThat(this.budget.current()).isEmpty();
		assertThat(this.budget.free()).isEqualTo(100 * KIB);
	}

	@Test
	void takesWhatIsFreeBetweenTheLeastAndTheMost() {
		try (Reservation other = this.budget.acquire(70 * KIB); Reservation page = this.budget.acquire(0)) {
			assertThat(page.grow(10 * KIB, 80 * KIB)).isEqualTo(30 * KIB);
			assertThatThrownBy(() -> page.grow(KIB, 80 * KIB)).isInstanceOf(BusyException.class);
		}
		assertThat(this.budget.free()).isEqualTo(100 * KIB);
	}

	@Test
	void whatIsLargerThanAllRunsAlone() {
		try (Reservation large = this.budget.acquire(1000 * KIB)) {
			large.grow(5 * KIB);
			assertThat(this.budget.free()).isZero();
		}
		assertThat(this.budget.free()).isEqualTo(100 * KIB);
	}

	@Test
	void holdsNoMoreAtOnceThanThereIs() throws Exception {
		MemoryBudget patient = new MemoryBudget(100 * KIB, Duration.ofSeconds(30));
		AtomicInteger together = new AtomicInteger();
		AtomicInteger most = new AtomicInteger();
		Callable<Void> request = () -> {
			try (Reservation part = patient.acquire(30 * KIB)) {
				most.accumulateAndGet(together.incrementAndGet(), Math::max);
				Thread.yield();
				together.decrementAndGet();
			}
			return null;
		};
		ExecutorService callers = Executors.newFixedThreadPool(16);
		try {
			List<Future<Void>> all = callers.invokeAll(Stream.generate(() -> request).limit(500).toList());
			for (Future<Void> one : all) {
				one.get();
			}
		}
		finally {
			callers.shutdownNow();
		}
		assertThat(most).hasValueLessThanOrEqualTo(3);
		assertThat(patient.free()).isEqualTo(100 * KIB);
	}

}
