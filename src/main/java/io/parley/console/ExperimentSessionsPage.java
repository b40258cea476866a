package io.parley.console;

import java.util.List;

import io.parley.experiment.ExperimentSessionFilter;
import io.parley.experiment.ExperimentSessionResponse;
import io.parley.experiment.ExperimentSessions;
import io.parley.web.ProblemException;
import io.parley.web.html.Fault;
import io.parley.web.page.CountedPage;
import io.parley.web.page.PageRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** The sessions of experiments, newest first. */
@ConsolePage
class ExperimentSessionsPage {

	private static final String PATH = "/console/experiment-sessions";

	private static final int SIZE = 50;

	private final ExperimentSessions sessions;

	ExperimentSessionsPage(ExperimentSessions sessions) {
		this.sessions = sessions;
	}

	/**
	 * A session as the list shows it.
	 *
	 * @param path the address of its page
	 */
	record Row(ExperimentSessionResponse session, String path) {
	}

	/** The address of the list of an experiment's sessions. */
	static String of(String experiment) {
		return ListUrl.of(PATH).with("experiment", experiment).toString();
	}

	/** The address of the list of a participant's sessions. */
	static String ofParticipant(String identifier) {
		return ListUrl.of(PATH).with("participant", identifier).toString();
	}

	@GetMapping(PATH)
	ModelAndView showExperimentSessions(@ModelAttribute("filter") ExperimentSessionFilter filter,
			@RequestParam(required = false) @Nullable String cursor) {
		ModelAndView shown = new ModelAndView("console/experiment-sessions");
		PageRequest request = PageRequest.newestFirst(SIZE, cursor);
		try {
			CountedPage<ExperimentSessionResponse> page = this.sessions.list(filter, request);
			return shown.addObject("rows", page.entries().stream().map(ExperimentSessionsPage::row).toList())
				.addObject("count", page.count())
				.addObject("pages", CursorLinks.of(page, list(filter)))
				.addObject("faults", List.of());
		}
		catch (ProblemException ex) {
			if (!ex.is(HttpStatus.BAD_REQUEST)) {
				throw ex;
			}
			shown.setStatus(HttpStatus.BAD_REQUEST);
			return shown.addObject("rows", List.of())
				.addObject("count", null)
				.addObject("pages", CursorLinks.NONE)
				.addObject("faults", Fault.of(ex));
		}
	}

	private static ListUrl list(ExperimentSessionFilter filter) {
		return ListUrl.of(PATH)
			.with("experiment", filter.experiment())
			.with("participant", filter.participant())
			.with("tags", filter.tags())
			.with("status", filter.status())
			.with("versions", filter.versions());
	}

	private static Row row(ExperimentSessionResponse session) {
		return new Row(session, ExperimentSessionPage.path(session.id()));
	}

}
