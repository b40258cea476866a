package io.parley.idempotency;

import java.time.Duration;

import io.parley.store.CollectionIndexes;
import io.parley.store.Sweep;
import io.parley.web.Callers;
import io.parley.web.FilterOrder;
import io.parley.web.Problems;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The filter, the indexes and the sweep of idempotency keys. */
@Configuration(proxyBeanMethods = false)
class IdempotencyConfiguration {

	private static final Duration PAUSE = Duration.ofMinutes(15);

	@Bean
	FilterRegistrationBean<IdempotencyFilter> idempotency(IdempotencyRecordRepository records, KeyClaims claims,
			Callers callers, Problems problems, @Value("${parley.access.admin-key:}") String adminKey) {
		FilterRegistrationBean<IdempotencyFilter> registration = new FilterRegistrationBean<>(
				new IdempotencyFilter(records, claims, new Fingerprint(adminKey), callers, problems));
		registration.setOrder(FilterOrder.IDEMPOTENCY);
		return registration;
	}

	@Bean
	CollectionIndexes idempotencyIndexes(IdempotencyProperties properties) {
		return CollectionIndexes.of(IdempotencyRecord.COLLECTION)
			.derived()
			.unique("key")
			.index("created_at")
			.expiring("created_at", properties.age());
	}

	/** The embedded store removes nothing by itself. */
	@Bean
	Sweep idempotencySweep(IdempotencyRecordRepository records) {
		return Sweep.byOneInstance("idempotency-cleanup", PAUSE, records::removeOld);
	}

}
