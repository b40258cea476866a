package io.parley.sessionmessage.filter;

/**
 * A filter, sort or cursor that is refused. The message is a sentence fit for a caller:
 * it names the field, what was wrong with it and what is accepted.
 */
public final class InvalidFilterException extends RuntimeException {

	private final String field;

	InvalidFilterException(String field, String predicate) {
		super((field.isEmpty() ? "\"\"" : Excerpt.of(field)) + " " + predicate, null, false, false);
		this.field = Excerpt.of(field);
	}

	/**
	 * The path of what was refused, such as {@code $or.1.status.$in}, {@code sort} or
	 * {@code cursor}.
	 */
	public String field() {
		return this.field;
	}

}
