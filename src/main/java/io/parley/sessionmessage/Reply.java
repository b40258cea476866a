package io.parley.sessionmessage;

import io.parley.store.JsonObject;

/**
 * What somebody replied, held against the template of the session.
 *
 * @param responseData as it was received
 * @param messageData the session's data with the reply merged in, key by key
 * @param validationErrors what of it does not meet the template, by field; empty where
 * all does
 */
record Reply(JsonObject responseData, JsonObject messageData, JsonObject validationErrors) {

	boolean isValid() {
		return this.validationErrors.size() == 0;
	}

	String status() {
		return isValid() ? SessionMessage.VALIDATED : SessionMessage.FAILED;
	}

}
