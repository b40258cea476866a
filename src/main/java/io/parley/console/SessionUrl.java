package io.parley.console;

import org.springframework.http.HttpStatus;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.view.RedirectView;

/** Where the page of a session is. */
final class SessionUrl {

	private SessionUrl() {
	}

	static String of(String sessionId) {
		return "/console/sessions/" + ListUrl.segment(sessionId);
	}

	/** Leads there from a form, and has the page say what was done. */
	static ModelAndView done(String sessionId, String what) {
		RedirectView there = new RedirectView(of(sessionId) + "?done=" + what);
		there.setStatusCode(HttpStatus.SEE_OTHER);
		there.setExpandUriTemplateVariables(false);
		return new ModelAndView(there);
	}

}
