package io.parley.access.limit;

import jakarta.validation.constraints.Min;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How often one may call while credentials are asked. Each instance of the service counts
 * for itself.
 *
 * @param requestsPerMinute how many requests one credential may make in a minute; it may
 * make as many at once after a minute of none
 * @param failuresPerMinute how many requests with a credential that is not good one
 * address may make in a minute (for IPv6 its /64); after those it is refused whatever it
 * comes with, except for a credential that was good a short while ago
 */
@Validated
@ConfigurationProperties("parley.limits")
record LimitProperties(@DefaultValue("60000") @Min(1) long requestsPerMinute,
		@DefaultValue("600") @Min(1) long failuresPerMinute) {
}
