package io.parley.store;

import java.time.Duration;

import jakarta.validation.constraints.NotNull;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * How the store is used.
 *
 * @param timeout the longest that one operation may take, retries included; the store
 * itself ends a query that takes longer. Past it a caller gets a 503. Building indexes
 * has no limit
 * @param pageBytes the most bytes of documents, as they are stored, on one page of a
 * list; a page has at least one entry, however large that is
 * @param memory the most memory that all requests together may use for what they read,
 * decode and write; a fifth of the heap where it is not set
 * @param memoryWait how long a request waits for its part of {@code parley.store.memory}
 * before it is refused with a 503
 */
@Validated
@ConfigurationProperties("parley.store")
record StoreProperties(@NotNull @DefaultValue("10s") Duration timeout, @NotNull @DefaultValue("4MB") DataSize pageBytes,
		@Nullable DataSize memory, @NotNull @DefaultValue("5s") Duration memoryWait) {
}
