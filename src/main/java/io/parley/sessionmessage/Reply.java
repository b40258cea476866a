package io.parley.sessionmessage;

import io.parley.store.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * What somebody replied, held against the template of the session.
 *
 * @param responseData as it was received
 * @param messageData the session's data with the reply merged in, key by key
 * @param validationErrors what of it does not meet the template, by field; empty where
 * all does
 * @param by who handed it in, where a credential was asked
 */
record Reply(JsonObject responseData, JsonObject messageData, JsonObject validationErrors, @Nullable RepliedBy by) {

	/** The same reply, handed in by somebody. */
	Reply by(@Nullable RepliedBy somebody) {
		return new Reply(this.responseData, this.messageData, this.validationErrors, somebody);
	}

	boolean isValid() {
		return this.validationErrors.size() == 0;
	}

	String status() {
		return isValid() ? SessionMessage.VALIDATED : SessionMessage.FAILED;
	}

}
