package io.parley.sessionmessage;

/**
 * An answer of the session-message endpoints.
 *
 * @param success true; a refusal is a problem document, with false
 * @param data what was done or found
 */
record SuccessResponse<T>(boolean success, T data) {

	static <T> SuccessResponse<T> of(T data) {
		return new SuccessResponse<>(true, data);
	}

}
