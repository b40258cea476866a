package io.parley.store;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

import org.bson.types.ObjectId;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class IdsTest {

	private static final Instant NOW = Instant.parse("2026-01-31T09:30:00.123Z");

	@Test
	void keepsOrderWithinAMillisecond() {
		Ids ids = new Ids(Clock.fixed(NOW, ZoneOffset.UTC));
		List<ObjectId> made = new ArrayList<>();
		for (int i = 0; i < 40_000; i++) {
			made.add(ids.next());
		}
		assertThat(made).isSorted().doesNotHaveDuplicates();
	}

	@Test
	void keepsOrderWhenTheClockIsSetBack() {
		AtomicReference<Instant> now = new AtomicReference<>(NOW);
		Ids ids = new Ids(new Clock() {

			@Override
			public java.time.ZoneId getZone() {
				return ZoneOffset.UTC;
			}

			@Override
			public Clock withZone(java.time.ZoneId zone) {
				return this;
			}

			@Override
			public Instant instant() {
				return now.get();
			}

		});
		ObjectId first = ids.next();
		now.set(NOW.minusSeconds(3600));
		assertThat(ids.next()).isGreaterThan(first);
	}

	@Test
	void anIdKnowsItsMillisecond() {
		assertThat(Ids.instant(new Ids(Clock.fixed(NOW, ZoneOffset.UTC)).next())).isEqualTo(NOW);
	}

	@Test
	void twoProcessesDoNotMakeTheSameId() {
		Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
		assertThat(new Ids(clock).next()).isNotEqualTo(new Ids(clock).next());
	}

}
