package io.parley.dispatch;

import java.time.Duration;

/**
 * What is to become of a message of the stream that somebody has looked at.
 *
 * @param again after how long it is handed out again; null where it is done with
 */
public record Verdict(Duration again) {

	/** It is done with, for every instance. */
	public static final Verdict DONE = new Verdict(null);

	/** It is handed out again, to whichever instance, after a pause. */
	public static Verdict again(Duration pause) {
		return new Verdict(pause);
	}

}
