package io.parley.sessionmessage;

import io.parley.sessionmessage.template.InvalidTemplateException;
import io.parley.sessionmessage.template.ReplyTemplate;
import io.parley.store.JsonObject;
import io.parley.web.ProblemException;

/** Refuses a template that is itself invalid. */
final class Templates {

	private Templates() {
	}

	static void check(JsonObject template) {
		try {
			ReplyTemplate.of(template);
		}
		catch (InvalidTemplateException ex) {
			throw ProblemException.invalid(ex.field(), ex.getMessage());
		}
	}

}
