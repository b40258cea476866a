package io.parley.sessionmessage;

import io.parley.store.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * What became of a reply.
 *
 * @param status the session's status after it: validated, failed, or sent where the human
 * may try again
 * @param validationErrors a sentence for each field that does not meet the template
 * @param retriesLeft how many more replies that do not meet the template leave the
 * session open: at 0 the human may try once more; null where the session has ended with
 * this reply
 */
public record ReplyOutcome(String status, JsonObject validationErrors, @Nullable Integer retriesLeft) {

	/** Whether the session stays open and the human was asked again. */
	public boolean isRetry() {
		return this.retriesLeft != null;
	}

}
