package io.parley.console;

import io.parley.reply.ShownForm;
import io.parley.reply.TypedReply;
import io.parley.sessionmessage.SessionMessages;
import io.parley.sessionmessage.SessionQuestion;
import io.parley.web.Callers;
import io.parley.web.ProblemException;
import io.parley.web.Scope;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.stereotype.Component;
import org.springframework.web.servlet.ModelAndView;

/** The form for a reply on the page of a session, for who may reply while it is open. */
@Component
class SessionForms {

	private static final String FORM = "form";

	/** The control with the document that is shown. */
	static final String DOCUMENT = "document";

	private final SessionMessages sessions;

	private final Callers callers;

	private final JsonMapper mapper;

	SessionForms(SessionMessages sessions, Callers callers, JsonMapper mapper) {
		this.sessions = sessions;
		this.callers = callers;
		this.mapper = mapper;
	}

	/**
	 * @throws ProblemException 404 where there is no such session
	 */
	SessionQuestion asked(String sessionId) {
		return this.sessions.find(sessionId)
			.flatMap((session) -> this.sessions.findQuestion(session.id()))
			.orElseThrow(() -> ProblemException.notFound("There is no session with session_id " + sessionId));
	}

	/**
	 * What was sent.
	 * @throws ProblemException 400 for a body that is no form
	 */
	TypedReply sent(SessionQuestion asked, HttpServletRequest request) {
		return TypedReply.sent(asked, request, this.mapper);
	}

	/** Puts the form into a page, as nobody has typed into it. */
	void show(ModelAndView page, SessionQuestion asked) {
		page.addObject(FORM, null);
		if (isTaken(asked)) {
			show(page, asked, TypedReply.untouched(asked, this.mapper).shown(), null);
		}
	}

	/**
	 * Puts the form into a page; where no reply can be taken, only what is wrong with it
	 * as a whole.
	 * @param document the one that it is for; null for the one that is there now
	 */
	void show(ModelAndView page, SessionQuestion asked, ShownForm form, @Nullable String document) {
		form.addTo(page);
		page.addObject(DOCUMENT, (document != null) ? document : asked.session().id().toHexString());
		if (!isTaken(asked)) {
			page.addObject(FORM, null);
			page.addObject("faults", form.faults().stream().filter((fault) -> fault.field() == null).toList());
		}
	}

	/** Whether the caller may reply, and still can. */
	private boolean isTaken(SessionQuestion asked) {
		return !asked.session().ended() && this.callers.caller().scopes().contains(Scope.SESSION_MESSAGES_REPLY);
	}

}
