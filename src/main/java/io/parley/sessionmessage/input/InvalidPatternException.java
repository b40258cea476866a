package io.parley.sessionmessage.input;

/**
 * A regular expression that is refused. The message is a predicate fit for a caller, such
 * as "must not use a back-reference"; whoever catches it knows which field to name.
 */
public final class InvalidPatternException extends RuntimeException {

	public InvalidPatternException(String predicate) {
		super(predicate, null, false, false);
	}

}
