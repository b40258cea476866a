package io.parley.access.limit;

import java.time.Duration;
import java.util.Set;

import io.github.bucket4j.TimeMeter;
import io.parley.web.Caller;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Limits count what they should, each for itself, and forget it as time goes. */
class LimitsTest {

	private static final String ADDRESS = "192.0.2.7";

	private final FakeTime time = new FakeTime();

	private final Limits limits = new Limits(new LimitProperties(60, 3), this.time);

	private static Caller caller(String id) {
		return new Caller(Caller.Kind.API, id, "name", "default", Set.of(), null, null);
	}

	@Test
	void aCallerMayCallAsOftenAsItsLimitSaysAndGoesOnAsTimeGoes() {
		Taken first = this.limits.take(caller("a"));
		assertThat(first.isExceeded()).isFalse();
		assertThat(first.headers()).containsOnly(entry("RateLimit-Policy", "\"requests\";q=60;w=60"),
				entry("RateLimit", "\"requests\";r=59;t=1"));
		for (int i = 1; i < 60; i++) {
			assertThat(this.limits.take(caller("a")).isExceeded()).as("request " + i).isFalse();
		}
		Taken refused = this.limits.take(caller("a"));
		assertThat(refused.isExceeded()).isTrue();
		assertThat(refused.pause()).isEqualTo(Duration.ofSeconds(1));
		assertThat(refused.headers()).containsEntry("RateLimit", "\"requests\";r=0;t=60");
		assertThat(this.limits.take(caller("b")).remaining()).isEqualTo(59);
		this.time.pass(Duration.ofSeconds(1));
		assertThat(this.limits.take(caller("a")).isExceeded()).isFalse();
		assertThat(this.limits.take(caller("a")).isExceeded()).isTrue();
		this.time.pass(Duration.ofMinutes(1));
		assertThat(this.limits.take(caller("a")).remaining()).isEqualTo(59);
	}

	@Test
	void anAddressThatFailedTooOftenWaits() {
		for (int i = 0; i < 3; i++) {
			assertThat(this.limits.failuresExceeded(ADDRESS)).isEmpty();
			this.limits.failed(ADDRESS);
		}
		assertThat(this.limits.failuresExceeded(ADDRESS)).hasValue(Duration.ofSeconds(20));
		assertThat(this.limits.failures(ADDRESS).headers()).containsOnly(
				entry("RateLimit-Policy", "\"failures\";q=3;w=60"), entry("RateLimit", "\"failures\";r=0;t=60"));
		assertThat(this.limits.failuresExceeded("192.0.2.8")).isEmpty();
		assertThat(this.limits.failures("192.0.2.8").headers()).containsEntry("RateLimit", "\"failures\";r=3;t=0");
		this.time.pass(Duration.ofSeconds(20));
		assertThat(this.limits.failuresExceeded(ADDRESS)).isEmpty();
		this.limits.failed(ADDRESS);
		assertThat(this.limits.failuresExceeded(ADDRESS)).isPresent();
	}

	@Test
	void toAskAndToBeRefusedCountsNothing() {
		for (int i = 0; i < 3; i++) {
			this.limits.failed(ADDRESS);
		}
		for (int i = 0; i < 100; i++) {
			assertThat(this.limits.failuresExceeded(ADDRESS, "wrong")).hasValue(Duration.ofSeconds(20));
		}
	}

	@Test
	void aCredentialThatWasGoodIsNotLockedOutByItsNeighbours() {
		this.limits.succeeded("good");
		for (int i = 0; i < 3; i++) {
			this.limits.failed(ADDRESS);
		}
		assertThat(this.limits.failuresExceeded(ADDRESS, "good")).isEmpty();
		assertThat(this.limits.failuresExceeded(ADDRESS, "other")).isPresent();
		this.limits.failed(ADDRESS, "good");
		assertThat(this.limits.failuresExceeded(ADDRESS, "good")).isPresent();
	}

	@Test
	void thatACredentialWasGoodIsForgotten() {
		this.limits.succeeded("good");
		this.time.pass(Duration.ofMinutes(11));
		for (int i = 0; i < 3; i++) {
			this.limits.failed(ADDRESS);
		}
		assertThat(this.limits.failuresExceeded(ADDRESS, "good")).isPresent();
	}

	@ParameterizedTest
	@CsvSource({ "2001:db8:1:2::1,2001:db8:1:2:ffff::9,true", "2001:db8:1:2::1,2001:db8:1:3::1,false",
			"fe80::1%eth0,fe80::2,true", "192.0.2.1,::ffff:192.0.2.1,true", "192.0.2.1,192.0.2.2,false",
			"unknown,unknown,true", "un:known,other:name,false" })
	void countsANetworkOfOneCallerAsOne(String one, String other, boolean same) {
		assertThat(Addresses.counted(one).equals(Addresses.counted(other))).isEqualTo(same);
	}

	@Test
	void noAddressIsTooLongToBeCounted() {
		assertThat(Addresses.counted("x".repeat(10_000))).hasSize(64);
		assertThat(Addresses.counted(null)).isEmpty();
	}

	private static java.util.Map.Entry<String, String> entry(String name, String value) {
		return java.util.Map.entry(name, value);
	}

	/** Stands still until it is told to pass. */
	private static final class FakeTime implements TimeMeter {

		private long nanos = 1_000_000_000L;

		void pass(Duration duration) {
			this.nanos += duration.toNanos();
		}

		@Override
		public long currentTimeNanos() {
			return this.nanos;
		}

		@Override
		public boolean isWallClockBased() {
			return false;
		}

	}

}
