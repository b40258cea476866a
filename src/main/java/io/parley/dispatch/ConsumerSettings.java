package io.parley.dispatch;

import java.time.Duration;
import java.time.Instant;

/**
 * What a durable consumer of the stream is.
 *
 * @param name the same for every instance that shares the work; letters, digits,
 * {@code -} and {@code _}
 * @param filter the subjects that it takes; may hold wildcards
 * @param since what the stream has had since then it takes
 * @param ackWait after this without a word from the instance that has a message, the
 * stream hands it out again, to whichever instance
 * @param concurrency how many messages an instance handles at once
 */
public record ConsumerSettings(String name, String filter, Instant since, Duration ackWait, int concurrency) {
}
