package io.parley.console;

import java.util.List;

import io.parley.web.Callers;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.servlet.ModelAndView;

/** The beginning of the console: the first of its sections that the caller may open. */
@ConsolePage
class HomePage {

	private final Callers callers;

	HomePage(Callers callers) {
		this.callers = callers;
	}

	@GetMapping("/console")
	ModelAndView showHome() {
		List<Section> sections = Section.of(this.callers.caller());
		return sections.isEmpty() ? new ModelAndView("console/nothing") : SeeOther.at(sections.get(0).getPath());
	}

}
