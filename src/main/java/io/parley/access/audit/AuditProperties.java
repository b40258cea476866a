package io.parley.access.audit;

import java.time.Duration;

import jakarta.validation.constraints.NotNull;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The record of what was done.
 *
 * @param age how long an entry of the audit is kept
 */
@Validated
@ConfigurationProperties("parley.audit")
record AuditProperties(@NotNull @DefaultValue("365d") Duration age) {
}
