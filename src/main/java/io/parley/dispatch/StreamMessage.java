package io.parley.dispatch;

import java.time.Duration;

/**
 * A message of the stream that was handed to this process.
 *
 * @param sequence its place in the stream
 * @param deliveries how often the stream has handed it to anybody, this time included, as
 * far as the stream remembers
 * @param handedOut when it was, as {@link System#nanoTime()} counts
 */
public record StreamMessage(String subject, byte[] data, long sequence, long deliveries, long handedOut) {

	/** How long ago it was handed out, whatever the clock says. */
	public Duration age() {
		return Duration.ofNanos(System.nanoTime() - this.handedOut);
	}

}
