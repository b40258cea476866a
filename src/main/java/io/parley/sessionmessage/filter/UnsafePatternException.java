package io.parley.sessionmessage.filter;

/**
 * A pattern that is refused; the message is a predicate such as "must not use a
 * back-reference".
 */
final class UnsafePatternException extends RuntimeException {

	UnsafePatternException(String predicate) {
		super(predicate, null, false, false);
	}

}
