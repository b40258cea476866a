package io.parley.console;

import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.web.servlet.ModelAndView;

/**
 * What a page says once after a form has done its work, by the code in its address.
 *
 * @param sentences by code; no other text gets into the page from its address
 */
record Notices(Map<String, String> sentences) {

	/** The sentence of a code; null where there is none. */
	@Nullable String of(@Nullable String code) {
		return (code != null) ? this.sentences.get(code) : null;
	}

	/** The address of a page that says it. */
	String url(ListUrl page, String code) {
		return page.with("done", code).toString();
	}

	/**
	 * Leads to a page that says it, after a form.
	 * @param path of the page, encoded
	 */
	ModelAndView redirect(String path, String code) {
		return SeeOther.at(url(ListUrl.of(path), code));
	}

}
