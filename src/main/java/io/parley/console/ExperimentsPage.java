package io.parley.console;

import java.util.List;

import io.parley.experiment.ExperimentResponse;
import io.parley.experiment.ExperimentSessions;
import io.parley.web.page.CountedPage;
import io.parley.web.page.PageRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** The experiments, newest first. */
@ConsolePage
class ExperimentsPage {

	private static final String PATH = "/console/experiments";

	private static final int SIZE = 50;

	private final ExperimentSessions experiments;

	ExperimentsPage(ExperimentSessions experiments) {
		this.experiments = experiments;
	}

	/**
	 * An experiment as the list shows it.
	 *
	 * @param sessions the address of the list of its sessions
	 */
	record Row(ExperimentResponse experiment, String sessions) {
	}

	@GetMapping(PATH)
	ModelAndView showExperiments(@RequestParam(required = false) @Nullable String cursor) {
		CountedPage<ExperimentResponse> page = this.experiments.experiments(PageRequest.newestFirst(SIZE, cursor));
		List<Row> rows = page.entries()
			.stream()
			.map((experiment) -> new Row(experiment, ExperimentSessionsPage.of(experiment.id())))
			.toList();
		return new ModelAndView("console/experiments").addObject("rows", rows)
			.addObject("count", page.count())
			.addObject("pages", CursorLinks.of(page, ListUrl.of(PATH)));
	}

}
