package io.parley.sessionmessage;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;

import io.parley.Api;
import io.parley.ParleyTest;
import io.parley.sessionmessage.SessionFigures.TimeToReply;
import io.parley.store.TeamTemplate;
import io.parley.web.ProblemException;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** The figures of what is asked. */
@ParleyTest
class SessionFiguresTest {

	@Autowired
	private SessionCounts counts;

	@Autowired
	private TeamTemplate store;

	@Test
	void countsAsManyDaysAsThereIsTimeForAndOneAtLeast() {
		AtomicLong nanos = new AtomicLong();
		assertThat(figures(() -> nanos.addAndGet(Duration.ofMillis(300).toNanos())).of(14).days()).hasSize(3);
		assertThat(figures(() -> nanos.addAndGet(Duration.ofMinutes(1).toNanos())).of(14).days()).hasSize(1);
		assertThat(figures(() -> 0).of(30).days()).hasSize(30).allMatch((day) -> day.asked() == 0);
	}

	private SessionFigures figures(LongSupplier nanos) {
		return new SessionFigures(this.counts, this.store.of(Api.id("team")), Clock.systemUTC(), nanos);
	}

	@Test
	void refusesNoDaysAndTooMany() {
		for (int days : new int[] { 0, SessionFigures.MOST_DAYS + 1 }) {
			assertThatExceptionOfType(ProblemException.class).isThrownBy(() -> figures(() -> 0).of(days))
				.withMessage("days must be from 1 to 90");
		}
	}

	@Test
	void theMedianIsNotExceededByHalfAndTheOtherByNineOfTen() {
		List<Duration> seconds = IntStream.rangeClosed(1, 10).map((n) -> 11 - n).mapToObj(Duration::ofSeconds).toList();
		TimeToReply time = TimeToReply.of(seconds);
		assertThat(time.sessions()).isEqualTo(10);
		assertThat(time.median()).isEqualTo(Duration.ofSeconds(5));
		assertThat(time.most()).isEqualTo(Duration.ofSeconds(9));
		TimeToReply one = TimeToReply.of(List.of(Duration.ofSeconds(7)));
		assertThat(one.median()).isEqualTo(one.most()).isEqualTo(Duration.ofSeconds(7));
	}

}
