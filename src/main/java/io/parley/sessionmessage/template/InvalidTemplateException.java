package io.parley.sessionmessage.template;

/**
 * A {@code message_data_template} that is refused. The message is a sentence fit for a
 * caller: it names the place, what was wrong there and what is accepted.
 */
public final class InvalidTemplateException extends RuntimeException {

	private final String field;

	InvalidTemplateException(String field, String predicate) {
		super(Text.excerpt(field, Text.FIELD) + " " + predicate, null, false, false);
		this.field = Text.excerpt(field, Text.FIELD);
	}

	/**
	 * The place in the template, such as {@code message_data_template.properties.age}.
	 */
	public String field() {
		return this.field;
	}

}
