package io.parley.console;

import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.web.servlet.ModelAndView;

/**
 * What a page says once after a form has done its work, by the code in its address.
 *
 * @param path of the page, encoded
 * @param sentences by code; no other text gets into the page from its address
 */
record Notices(String path, Map<String, String> sentences) {

	/** The sentence of a code; null where there is none. */
	@Nullable String of(@Nullable String code) {
		return (code != null) ? this.sentences.get(code) : null;
	}

	/** Leads to the page, after a form. */
	ModelAndView redirect(String code) {
		return SeeOther.at(ListUrl.of(this.path).with("done", code).toString());
	}

}
