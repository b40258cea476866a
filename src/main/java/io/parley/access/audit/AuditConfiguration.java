package io.parley.access.audit;

import java.time.Clock;
import java.time.Duration;

import io.parley.store.CollectionIndexes;
import io.parley.store.Sweep;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The collection of entries, and the sweep of it. */
@Configuration(proxyBeanMethods = false)
class AuditConfiguration {

	private static final Duration PAUSE = Duration.ofHours(1);

	@Bean
	CollectionIndexes auditIndexes(AuditProperties properties) {
		return CollectionIndexes.of(AuditEntry.COLLECTION)
			.kept()
			.index("team_id", "_id")
			.expiring("created_at", properties.age());
	}

	/** The embedded store removes nothing by itself. */
	@Bean
	Sweep auditSweep(AuditRepository entries, AuditProperties properties, Clock clock) {
		return Sweep.byOneInstance("audit-cleanup", PAUSE,
				() -> entries.removeBefore(clock.instant().minus(properties.age())));
	}

}
