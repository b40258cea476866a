package io.parley.sessionmessage.input;

import io.parley.web.Excerpt;

/**
 * Input that is refused. The message is a sentence fit for a caller: it names the field,
 * what was wrong with it and what is accepted.
 */
public abstract class InvalidInputException extends RuntimeException {

	private final String field;

	/**
	 * Refuses a field.
	 * @param field its dotted path, of which at most so many characters are told
	 * @param predicate such as "must be a number"
	 */
	protected InvalidInputException(String field, int length, String predicate) {
		super((field.isEmpty() ? "\"\"" : Excerpt.of(field, length)) + " " + predicate, null, false, false);
		this.field = Excerpt.of(field, length);
	}

	/** The path of what was refused, cut off where it is very long. */
	public String field() {
		return this.field;
	}

}
