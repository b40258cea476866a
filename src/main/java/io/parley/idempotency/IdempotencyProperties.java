package io.parley.idempotency;

import java.time.Duration;

import jakarta.validation.constraints.NotNull;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Requests with an {@code Idempotency-Key}.
 *
 * @param age how long the answer to an {@code Idempotency-Key} is kept
 * @param lease how long one request may work on an {@code Idempotency-Key} before another
 * may take it over
 * @param patience how long a request that repeats an {@code Idempotency-Key} waits for
 * the first to be answered
 */
@Validated
@ConfigurationProperties("parley.idempotency")
record IdempotencyProperties(@NotNull @DefaultValue("24h") Duration age, @NotNull @DefaultValue("10s") Duration lease,
		@NotNull @DefaultValue("5s") Duration patience) {
}
