package io.parley.console;

import java.util.Map;

import org.springframework.web.servlet.ModelAndView;

/** A page that asks before something ends for good. */
record ConfirmStep(String section, String title, String sentence, String button) {

	/**
	 * The page.
	 * @param action where its form goes, encoded
	 * @param back where somebody goes who does not want it, encoded
	 */
	ModelAndView page(String action, String back) {
		return new ModelAndView("console/confirm", Map.of("section", this.section, "title", this.title, "sentence",
				this.sentence, "button", this.button, "action", action, "back", back));
	}

}
