package io.parley.sessionmessage;

import io.parley.sessionmessage.template.InvalidTemplateException;
import io.parley.sessionmessage.template.ReplyTemplate;
import io.parley.sessionmessage.template.ReplyTemplates;
import io.parley.sessionmessage.template.TemplateTimeoutException;
import io.parley.store.JsonObject;
import io.parley.web.ProblemException;

import org.springframework.stereotype.Component;

/**
 * The templates of sessions: refuses one that is itself invalid, and holds replies
 * against it.
 */
@Component
class Templates {

	private final ReplyTemplates templates;

	Templates(SessionMessageProperties properties) {
		this.templates = new ReplyTemplates(properties.template());
	}

	/**
	 * @throws ProblemException 400 for a template that is itself invalid, 503 for one
	 * that takes too long to read
	 */
	ReplyTemplate read(JsonObject template) {
		try {
			return this.templates.of(template);
		}
		catch (InvalidTemplateException ex) {
			throw ProblemException.invalid(ex.field(), String.valueOf(ex.getMessage()));
		}
		catch (TemplateTimeoutException ex) {
			throw ProblemException.unavailable(String.valueOf(ex.getMessage()));
		}
	}

	/**
	 * What somebody replied to a session, merged into its data and held against its
	 * template.
	 * @throws ProblemException 503 when that takes too long: the reply may be sent again
	 */
	Reply reply(SessionMessage session, JsonObject responseData) {
		JsonObject merged = session.fields().messageData().merge(responseData);
		ReplyTemplate template = read(session.fields().messageDataTemplate());
		try {
			return new Reply(responseData, merged, JsonObject.of(template.validate(merged)), null);
		}
		catch (TemplateTimeoutException ex) {
			throw ProblemException.unavailable(String.valueOf(ex.getMessage()));
		}
	}

}
