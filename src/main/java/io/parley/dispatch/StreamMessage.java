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

	/**
	 * A pause before it is handed out again: twice as long after each time.
	 * @param first the pause after the first time
	 * @param last the longest pause
	 */
	public Duration backOff(Duration first, Duration last) {
		Duration pause = first;
		for (long time = 1; time < this.deliveries && pause.compareTo(last) < 0; time++) {
			pause = pause.multipliedBy(2);
		}
		return (pause.compareTo(last) < 0) ? pause : last;
	}

	/** How long ago it was handed out, whatever the clock says. */
	public Duration age() {
		return Duration.ofNanos(System.nanoTime() - this.handedOut);
	}

}
