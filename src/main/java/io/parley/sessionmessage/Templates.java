package io.parley.sessionmessage;

import io.parley.sessionmessage.template.InvalidTemplateException;
import io.parley.sessionmessage.template.ReplyTemplate;
import io.parley.sessionmessage.template.ReplyTemplates;
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
	 * @throws ProblemException 400 for a template that is itself invalid
	 */
	ReplyTemplate read(JsonObject template) {
		try {
			return this.templates.of(template);
		}
		catch (InvalidTemplateException ex) {
			throw ProblemException.invalid(ex.field(), ex.getMessage());
		}
	}

	/**
	 * What somebody replied to a session, merged into its data and held against its
	 * template.
	 */
	Reply reply(SessionMessage session, JsonObject responseData) {
		JsonObject merged = session.fields().messageData().merge(responseData);
		return new Reply(responseData, merged,
				JsonObject.of(read(session.fields().messageDataTemplate()).validate(merged)));
	}

}
