package io.parley.store;

import tools.jackson.core.JsonParser;
import tools.jackson.databind.exc.MismatchedInputException;

/**
 * JSON that cannot be stored exactly; the message is a predicate fit for a caller, such
 * as "must be a JSON object".
 */
public final class UnstorableJsonException extends MismatchedInputException {

	/**
	 * Refuses what a parser is at.
	 * @param predicate what it must be, or must not
	 */
	public UnstorableJsonException(JsonParser parser, String predicate) {
		super(parser, predicate);
	}

}
