package io.parley.web;

import java.util.function.Supplier;

/**
 * Does something on behalf of a caller where no request of its own is at hand, such as
 * for what a channel hands in.
 */
public interface OnBehalf {

	/** Does it; {@link Callers} answers that caller meanwhile, in this thread. */
	<T> T of(Caller caller, Supplier<T> work);

}
