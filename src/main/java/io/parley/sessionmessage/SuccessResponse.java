package io.parley.sessionmessage;

/** The envelope of the session-message endpoints around what they answer. */
record SuccessResponse<T>(boolean success, T data) {

	static <T> SuccessResponse<T> of(T data) {
		return new SuccessResponse<>(true, data);
	}

}
