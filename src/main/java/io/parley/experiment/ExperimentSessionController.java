package io.parley.experiment;

import java.net.URI;

import io.parley.experiment.page.PageRequest;
import io.parley.web.OperationId;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;

import org.springframework.http.ResponseEntity;
import org.springframework.validation.annotation.Validated;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Experiment sessions: list, create, get. */
@RestController
@RequestMapping(Urls.SESSIONS)
class ExperimentSessionController {

	private final ExperimentSessionService service;

	ExperimentSessionController(ExperimentSessionService service) {
		this.service = service;
	}

	@GetMapping
	PageView<ExperimentSessionView> list(@RequestParam(required = false) String experiment,
			@RequestParam(required = false) String tags, @RequestParam(required = false) String versions,
			@RequestParam(required = false) String status, @RequestParam(required = false) String participant,
			@RequestParam(defaultValue = PageRequest.NEWEST_FIRST) String ordering,
			@RequestParam(name = "page_size", defaultValue = "100") @Min(1) @Max(PageRequest.LARGEST) int pageSize,
			@RequestParam(required = false) String cursor) {
		SessionFilter filter = new SessionFilter(experiment, tags, versions, status, participant);
		PageRequest request = PageRequest.of(ordering, pageSize, cursor);
		return PageView.from(this.service.list(filter, request), ExperimentSessionView::from);
	}

	@PostMapping
	ResponseEntity<ExperimentSessionView> create(@RequestBody @Validated ExperimentSessionRequest request,
			OperationId operation) {
		ExperimentSession session = this.service.create(request, operation);
		ExperimentSessionView view = ExperimentSessionView.from(session, Urls.current());
		return ResponseEntity.created(URI.create(view.url())).eTag(session.tag()).body(view);
	}

	@GetMapping("/{id}")
	ResponseEntity<SessionWithMessagesView> get(@PathVariable String id) {
		ExperimentSession session = this.service.get(id);
		SessionWithMessagesView view = new SessionWithMessagesView(ExperimentSessionView.from(session, Urls.current()),
				this.service.messages(session));
		return ResponseEntity.ok().eTag(session.tag()).body(view);
	}

}
