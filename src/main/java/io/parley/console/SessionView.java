package io.parley.console;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.parley.sessionmessage.SessionMessageResponse;
import io.parley.sessionmessage.SessionMessages;
import io.parley.web.Caller;
import io.parley.web.Callers;
import io.parley.web.ProblemException;
import io.parley.web.Scope;

import org.springframework.stereotype.Component;
import org.springframework.web.servlet.ModelAndView;

/** The page of one session as it is now, for all that leads to it. */
@Component
class SessionView {

	private final SessionMessages sessions;

	private final SessionHistory history;

	private final Callers callers;

	SessionView(SessionMessages sessions, SessionHistory history, Callers callers) {
		this.sessions = sessions;
		this.history = history;
		this.callers = callers;
	}

	/**
	 * The page without any form in use.
	 * @throws ProblemException 404 where there is no such session
	 */
	ModelAndView of(String sessionId) {
		SessionMessageResponse session = this.sessions.get(sessionId);
		SessionHistory.Told told = this.history.of(session);
		Map<String, Object> model = new HashMap<>();
		// Thymeleaf has a session of its own.
		model.put("about", session);
		model.put("url", SessionUrl.of(session.sessionId()));
		model.put("expiresAt", (session.expiryDate() > 0) ? Instant.ofEpochSecond(session.expiryDate()) : null);
		model.put("asked", AskedText.line(session.messageData(), session.reply()));
		model.put("by", Replier.words(session.repliedBy()));
		model.put("history", told.entries());
		model.put("complete", told.complete());
		model.put("mayEnd", session.endedAt() == null && may(Scope.SESSION_MESSAGES_WRITE));
		model.put("faults", List.of());
		return new ModelAndView("console/session", model);
	}

	private boolean may(Scope scope) {
		Caller caller = this.callers.caller();
		return caller.scopes().contains(scope);
	}

}
