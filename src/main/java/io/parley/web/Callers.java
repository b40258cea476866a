package io.parley.web;

import java.util.Optional;

/** Tells who makes the request at hand. */
public interface Callers {

	/**
	 * The caller of this thread's request; nothing where there is no request, or one
	 * without a credential.
	 */
	Optional<Caller> find();

	/**
	 * The caller of this thread's request.
	 * @throws IllegalStateException where there is none
	 */
	default Caller caller() {
		return find().orElseThrow(() -> new IllegalStateException("There is no caller here"));
	}

}
