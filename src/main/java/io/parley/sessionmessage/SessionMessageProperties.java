package io.parley.sessionmessage;

import java.time.Duration;

import io.parley.sessionmessage.filter.FilterLimits;
import io.parley.sessionmessage.template.TemplateLimits;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.NestedConfigurationProperty;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How session messages are kept.
 *
 * @param expiryInterval how often sessions whose time has passed are expired
 * @param pageSize how many sessions are on a page of a query that does not say how many
 * it wants
 * @param maxPageSize the most sessions that a query can ask for on one page
 * @param filter the bounds of a filter
 * @param template the bounds of a template
 */
@Validated
@ConfigurationProperties("parley.sessions")
record SessionMessageProperties(@NotNull @DefaultValue("3s") Duration expiryInterval,
		@Min(1) @DefaultValue("100") int pageSize, @Min(1) @Max(10000) @DefaultValue("1000") int maxPageSize,
		@NestedConfigurationProperty @DefaultValue FilterLimits filter,
		@NestedConfigurationProperty @DefaultValue TemplateLimits template) {
}
