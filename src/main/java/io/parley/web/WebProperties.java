package io.parley.web;

import java.time.Duration;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * Limits of every endpoint.
 *
 * @param maxBody the largest body of a request
 * @param maxDepth the deepest JSON of a body
 * @param idempotencyAge how long the answer to an {@code Idempotency-Key} is kept
 * @param idempotencyLease how long one request may work on a key before another may take
 * it over
 * @param idempotencyWait how long a repeated request waits for the first to be answered
 */
@Validated
@ConfigurationProperties("parley.web")
record WebProperties(@NotNull @DefaultValue("1MB") DataSize maxBody, @Min(1) @Max(90) @DefaultValue("64") int maxDepth,
		@NotNull @DefaultValue("24h") Duration idempotencyAge, @NotNull @DefaultValue("10s") Duration idempotencyLease,
		@NotNull @DefaultValue("5s") Duration idempotencyWait) {
}
