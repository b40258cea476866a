package io.parley.console;

import org.springframework.http.HttpStatus;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.view.RedirectView;

/** Has a browser go on to another page, as after a form that did its work. */
final class SeeOther {

	private SeeOther() {
	}

	/**
	 * A 303.
	 * @param path encoded, from the root of the service
	 */
	static ModelAndView at(String path) {
		RedirectView view = new RedirectView(path, true);
		view.setStatusCode(HttpStatus.SEE_OTHER);
		view.setExposeModelAttributes(false);
		view.setExpandUriTemplateVariables(false);
		return new ModelAndView(view);
	}

}
