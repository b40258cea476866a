package io.parley.channel.delivery;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class RetryScheduleTest {

	private final RetrySchedule middle = new RetrySchedule(Duration.ofSeconds(5), Duration.ofHours(1), 12, () -> 0.5);

	@Test
	void eachPauseIsTwiceAsLongUpToTheLongest() {
		assertThat(this.middle.pause(1, null)).isEqualTo(Duration.ofSeconds(5));
		assertThat(this.middle.pause(2, null)).isEqualTo(Duration.ofSeconds(10));
		assertThat(this.middle.pause(5, null)).isEqualTo(Duration.ofSeconds(80));
		assertThat(this.middle.pause(11, null)).isEqualTo(Duration.ofHours(1));
		assertThat(this.middle.pause(5000, null)).isEqualTo(Duration.ofHours(1));
	}

	@Test
	void noTwoPausesAreInStep() {
		RetrySchedule least = new RetrySchedule(Duration.ofSeconds(5), Duration.ofHours(1), 12, () -> 0);
		RetrySchedule most = new RetrySchedule(Duration.ofSeconds(5), Duration.ofHours(1), 12, () -> 1);
		assertThat(least.pause(1, null)).isEqualTo(Duration.ofSeconds(4));
		assertThat(most.pause(1, null)).isEqualTo(Duration.ofSeconds(6));
	}

	@Test
	void whatTheReceiverAsksForIsKeptToUpToTheLongestPause() {
		assertThat(this.middle.pause(1, Duration.ofSeconds(90))).isEqualTo(Duration.ofSeconds(90));
		assertThat(this.middle.pause(1, Duration.ofSeconds(1))).isEqualTo(Duration.ofSeconds(5));
		assertThat(this.middle.pause(1, Duration.ofDays(300))).isEqualTo(Duration.ofHours(1));
	}

	@Test
	void endsAfterTheLastAttempt() {
		assertThat(this.middle.isOver(11)).isFalse();
		assertThat(this.middle.isOver(12)).isTrue();
	}

}
