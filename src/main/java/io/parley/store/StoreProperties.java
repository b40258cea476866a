package io.parley.store;

import java.time.Duration;

import jakarta.validation.constraints.NotNull;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How the store is used.
 *
 * @param timeout the longest that one operation may take, retries included; the store
 * itself ends a query that takes longer. Past it a caller gets a 503.
 */
@Validated
@ConfigurationProperties("parley.store")
record StoreProperties(@NotNull @DefaultValue("10s") Duration timeout) {
}
