package io.parley.console;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.parley.sessionmessage.SessionMessages;
import io.parley.sessionmessage.SessionList;
import io.parley.web.ProblemException;
import io.parley.web.html.Fault;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** What humans were asked and have not answered yet, and what they have. */
@ConsolePage
class InboxPage {

	private final SessionMessages sessions;

	InboxPage(SessionMessages sessions) {
		this.sessions = sessions;
	}

	@GetMapping(InboxFilter.PATH)
	ModelAndView inbox(@RequestParam(defaultValue = "open") String state,
			@RequestParam(defaultValue = "") String status,
			@RequestParam(name = "subject_id", defaultValue = "") String subjectId,
			@RequestParam(name = "reception_channel_id", defaultValue = "") String channelId,
			@RequestParam(defaultValue = "newest") String order, @RequestParam(defaultValue = "") String cursor) {
		InboxFilter filter = new InboxFilter(state, status.strip(), subjectId, channelId, order, cursor);
		try {
			return page(filter, this.sessions.list(filter.selection()), List.of());
		}
		catch (ProblemException ex) {
			if (!ex.is(HttpStatus.BAD_REQUEST)) {
				throw ex;
			}
			ModelAndView page = page(filter, new SessionList(List.of(), null), Fault.of(ex));
			page.setStatus(HttpStatus.BAD_REQUEST);
			return page;
		}
	}

	private static ModelAndView page(InboxFilter filter, SessionList page, List<Fault> faults) {
		Map<String, Object> model = new HashMap<>();
		model.put("filter", filter);
		model.put("narrow", filter.isNarrow());
		model.put("url", filter.url());
		model.put("entries", page.sessions().stream().map(InboxEntry::of).toList());
		model.put("first", filter.cursor().isBlank() ? null : filter.url(null));
		model.put("next", (page.nextCursor() != null) ? filter.url(page.nextCursor()) : null);
		model.put("faults", faults);
		return new ModelAndView("console/inbox", model);
	}

}
