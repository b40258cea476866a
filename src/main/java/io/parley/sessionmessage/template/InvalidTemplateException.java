package io.parley.sessionmessage.template;

import io.parley.sessionmessage.input.InvalidInputException;

/**
 * A {@code message_data_template} that is refused; its field is a path such as
 * {@code message_data_template.properties.age}.
 */
public final class InvalidTemplateException extends InvalidInputException {

	InvalidTemplateException(String field, String predicate) {
		super(field, TemplateText.FIELD, predicate);
	}

}
