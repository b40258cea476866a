package io.parley.web;

import java.time.Duration;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;

import org.hibernate.validator.constraints.time.DurationMin;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * What holds for every endpoint.
 *
 * @param maxBody the largest body of a request
 * @param maxDepth the deepest JSON of a body
 * @param drain how long requests are still served after the service was told to stop and
 * readiness says no, so that a proxy notices first
 */
@Validated
@ConfigurationProperties("parley.web")
record WebProperties(@NotNull @DefaultValue("1MB") DataSize maxBody, @Min(1) @Max(90) @DefaultValue("64") int maxDepth,
		@NotNull @DurationMin(nanos = 0) @DefaultValue("0s") Duration drain) {
}
