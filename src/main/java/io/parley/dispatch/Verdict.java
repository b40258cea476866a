package io.parley.dispatch;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * What is to become of a message of the stream that somebody has looked at.
 *
 * @param again after how long it is handed out again; null where it is done with
 * @param callable whether {@link StreamConsumer#hurry} may have it handed out sooner
 */
public record Verdict(@Nullable Duration again, boolean callable) {

	/** It is done with, for every instance. */
	public static final Verdict DONE = new Verdict(null, false);

	/** It is handed out again, to whichever instance, after a pause. */
	public static Verdict again(Duration pause) {
		return new Verdict(pause, false);
	}

	/** The same, or sooner, when this instance calls for it. */
	public static Verdict callable(Duration pause) {
		return new Verdict(pause, true);
	}

}
