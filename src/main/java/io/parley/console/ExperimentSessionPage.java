package io.parley.console;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

import io.parley.experiment.ExperimentSessions;
import io.parley.experiment.ExperimentSessions.SessionWithTranscript;
import io.parley.web.Callers;
import io.parley.web.ProblemException;
import io.parley.web.Scope;
import io.parley.web.html.Fault;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** One session of an experiment: its tags, its state and its transcript. */
@ConsolePage
@RequestMapping("/console/experiment-sessions/{id}")
class ExperimentSessionPage {

	private static final String PATH = "/console/experiment-sessions/";

	private static final int MESSAGES = 100;

	private static final Notices NOTICES = new Notices(Map.of("tagged", "The tags were added.", "untagged",
			"The tag was removed.", "ended", "The session has ended."));

	private final ExperimentSessions sessions;

	private final Callers callers;

	ExperimentSessionPage(ExperimentSessions sessions, Callers callers) {
		this.callers = callers;
		this.sessions = sessions;
	}

	/** The address of the page of a session. */
	static String path(String id) {
		return PATH + ListUrl.segment(id);
	}

	@GetMapping
	ModelAndView showExperimentSession(@PathVariable String id, @RequestParam(required = false) @Nullable String cursor,
			@RequestParam(defaultValue = "") String confirm, @RequestParam(required = false) @Nullable String done) {
		return page(id, cursor, HttpStatus.OK, "", List.of()).addObject("confirm", confirm.equals("end"))
			.addObject("notice", NOTICES.of(done));
	}

	@PostMapping("/tags")
	ModelAndView addTags(@PathVariable String id, @RequestParam(defaultValue = "") String tags) {
		// What is refused is shown with the session.
		this.callers.caller().require(Scope.SESSIONS_READ);
		List<String> named = Arrays.stream(tags.split(",")).map(String::strip).filter((tag) -> !tag.isEmpty()).toList();
		if (named.isEmpty()) {
			return refused(id, HttpStatus.BAD_REQUEST, tags, new Fault("tags", "Type at least one tag."));
		}
		try {
			this.sessions.addTags(id, named);
		}
		catch (ProblemException ex) {
			if (!ex.is(HttpStatus.BAD_REQUEST)) {
				throw ex;
			}
			return refused(id, ex.getStatusCode(), tags, new Fault("tags", Fault.of(ex).get(0).sentence()));
		}
		return done(id, "tagged");
	}

	@PostMapping("/tags/remove")
	ModelAndView removeTag(@PathVariable String id, @RequestParam String tag) {
		this.sessions.removeTags(id, List.of(tag));
		return done(id, "untagged");
	}

	@PostMapping("/end")
	ModelAndView endExperimentSession(@PathVariable String id) {
		this.sessions.end(id);
		return done(id, "ended");
	}

	private static ModelAndView done(String id, String code) {
		return NOTICES.redirect(path(id), code);
	}

	private ModelAndView refused(String id, HttpStatusCode status, String tags, Fault fault) {
		return page(id, null, status, tags, List.of(fault)).addObject("confirm", false);
	}

	private ModelAndView page(String id, @Nullable String cursor, HttpStatusCode status, String tags,
			List<Fault> faults) {
		SessionWithTranscript found = this.sessions.get(id, cursor, MESSAGES);
		ModelAndView page = new ModelAndView("console/experiment-session");
		page.setStatus(status);
		return page.addObject("recorded", found.session())
			.addObject("path", path(found.session().id()))
			.addObject("ofExperiment", ExperimentSessionsPage.of(found.session().experiment().id()))
			.addObject("ofParticipant",
					ExperimentSessionsPage.ofParticipant(found.session().participant().identifier()))
			.addObject("transcript", TranscriptView.of(found, path(id)))
			.addObject("typed", tags)
			.addObject("faults", faults);
	}

}
