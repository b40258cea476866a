package io.parley.sessionmessage.template;

import java.util.Map;

import io.parley.store.JsonObject;

/** A {@code message_data_template} that has been read and found valid. */
public interface ReplyTemplate {

	/**
	 * Checks the message data of a session, with a reply merged into it, against the
	 * template.
	 * @return what was wrong: for each field, by its dotted path such as
	 * {@code address.street} or {@code items.0}, a predicate such as "must be a number";
	 * the field {@code message_data} stands for the whole. Empty if all is well. The
	 * order is that of the template, and at most 50 are told.
	 * @throws TemplateTimeoutException if it takes too long; nothing is known then
	 */
	Map<String, String> validate(JsonObject messageData);

}
