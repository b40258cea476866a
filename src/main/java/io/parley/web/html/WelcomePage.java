package io.parley.web.html;

import org.springframework.web.bind.annotation.GetMapping;

/** The root: where people and programs go on from. */
@HtmlPage
class WelcomePage {

	@GetMapping("/")
	String showWelcome() {
		return "welcome";
	}

}
