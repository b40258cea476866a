package io.parley.sessionmessage;

/** The envelope of the session-message endpoints around what they answer. */
record Success<T>(boolean success, T data) {

	static <T> Success<T> of(T data) {
		return new Success<>(true, data);
	}

}
