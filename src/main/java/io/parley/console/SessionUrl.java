package io.parley.console;

import org.springframework.web.servlet.ModelAndView;

/** Where the page of a session is. */
final class SessionUrl {

	private SessionUrl() {
	}

	static String of(String sessionId) {
		return "/console/sessions/" + ListUrl.segment(sessionId);
	}

	/** Leads there from a form, and has the page say what was done. */
	static ModelAndView done(String sessionId, String what) {
		return SeeOther.at(of(sessionId) + "?done=" + what);
	}

}
