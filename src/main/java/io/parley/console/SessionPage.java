package io.parley.console;

import java.util.Map;
import java.util.Set;

import io.parley.sessionmessage.SessionMessages;
import io.parley.web.ProblemException;
import org.jspecify.annotations.Nullable;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/**
 * One session: what was asked, all that came of it, and how it is ended without a reply.
 */
@ConsolePage
class SessionPage {

	static final String PATH = "/console/sessions/{session_id}";

	static final Notices NOTICES = new Notices(Map.of("replied", "Your reply was taken.", "again",
			"Your reply does not meet the template, and was kept as an attempt. The session is still open.", "failed",
			"Your reply does not meet the template. It was taken, and the session has failed.", "rejected",
			"The session was rejected.", "expired", "The session was expired."));

	private static final Set<String> ENDINGS = Set.of("reject", "expire");

	private final SessionMessages sessions;

	private final SessionView view;

	private final SessionForms forms;

	SessionPage(SessionMessages sessions, SessionView view, SessionForms forms) {
		this.sessions = sessions;
		this.view = view;
		this.forms = forms;
	}

	/**
	 * @param confirm which ending is asked to be confirmed, if any
	 * @param done what a form has just done, if one has
	 */
	@GetMapping(PATH)
	ModelAndView session(@PathVariable("session_id") String sessionId, @RequestParam(defaultValue = "") String confirm,
			@RequestParam(required = false) @Nullable String done) {
		ModelAndView page = this.view.of(sessionId);
		this.forms.show(page, this.forms.asked(sessionId));
		return page.addObject("confirm", ENDINGS.contains(confirm) ? confirm : null)
			.addObject("notice", NOTICES.of(done));
	}

	/** Ends a session without a reply, once that was confirmed. */
	@PostMapping(PATH + "/end")
	ModelAndView end(@PathVariable("session_id") String sessionId, @RequestParam(defaultValue = "") String how) {
		switch (how) {
			case "reject" -> this.sessions.reject(sessionId);
			case "expire" -> this.sessions.expire(sessionId);
			default -> throw ProblemException.invalid("how", "how must be reject or expire");
		}
		return NOTICES.redirect(SessionUrl.of(sessionId), how.equals("reject") ? "rejected" : "expired");
	}

}
