package io.parley.sessionmessage.filter;

import io.parley.sessionmessage.input.InvalidInputException;

/**
 * A filter, sort or cursor that is refused; its field is a path such as
 * {@code $or.1.status.$in}, or {@code sort} or {@code cursor}.
 */
public final class InvalidFilterException extends InvalidInputException {

	InvalidFilterException(String field, String predicate) {
		super(field, 100, predicate);
	}

}
