package io.parley.experiment;

import java.net.URI;

import io.parley.web.page.PageRequest;
import io.parley.web.page.PageResponse;
import io.parley.web.OperationId;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.jspecify.annotations.Nullable;

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
@Tag(name = "Experiment Sessions")
@RestController
@RequestMapping(Urls.SESSIONS)
class ExperimentSessionController {

	private final ExperimentSessionService service;

	ExperimentSessionController(ExperimentSessionService service) {
		this.service = service;
	}

	/**
	 * List Chatbot Sessions. One page in the order of creation. Follow next and previous,
	 * which keep all other parameters; sessions that are added meanwhile neither repeat
	 * nor hide any. All filters that are given must match. A page of large states can be
	 * shorter than page_size; next goes on where it ends.
	 * @param experiment Experiment ID to filter sessions by
	 * @param tags A list of session tags (comma separated) to filter the results by: any
	 * of them
	 * @param versions Experiment versions (comma separated) to filter sessions by: any of
	 * them, 2 or v2
	 * @param status active or pending-review
	 * @param participant The identifier of a participant
	 * @param ordering Which field to use when ordering the results: created_at or
	 * -created_at
	 * @param pageSize Number of results to return per page
	 * @param cursor The pagination cursor value
	 */
	@GetMapping
	PageResponse<ExperimentSessionResponse> listExperimentSessions(
			@RequestParam(required = false) @Nullable String experiment,
			@RequestParam(required = false) @Nullable String tags,
			@RequestParam(required = false) @Nullable String versions,
			@RequestParam(required = false) @Nullable String status,
			@RequestParam(required = false) @Nullable String participant,
			@RequestParam(defaultValue = PageRequest.NEWEST_FIRST) String ordering,
			@RequestParam(name = "page_size", defaultValue = "100") @Min(1) @Max(PageRequest.LARGEST) int pageSize,
			@RequestParam(required = false) @Nullable String cursor) {
		ExperimentSessionFilter filter = new ExperimentSessionFilter(experiment, tags, versions, status, participant);
		Urls urls = Urls.current();
		return PageResponse.from(this.service.list(filter, PageRequest.of(ordering, pageSize, cursor)),
				(session) -> ExperimentSessionResponse.from(session, urls));
	}

	/**
	 * Create Chatbot Session. An experiment that is not known yet is registered with its
	 * id as its name. Either the session and all of its messages are there afterwards, or
	 * nothing. Fields that only the service can know (url, id, team, created_at,
	 * updated_at, ended_at, status, tags, message_count; created_at of a message) are
	 * ignored.
	 */
	@ApiResponse(responseCode = "201", description = "Created; Location names it")
	@PostMapping
	ResponseEntity<ExperimentSessionResponse> createExperimentSession(
			@RequestBody @Validated ExperimentSessionRequest request, OperationId operation) {
		SessionWithExperiment session = this.service.create(request, operation);
		ExperimentSessionResponse view = ExperimentSessionResponse.from(session, Urls.current());
		return ResponseEntity.created(URI.create(view.url())).eTag(session.tag()).body(view);
	}

	/**
	 * Retrieve Chatbot Session. The details of a session, and the messages exchanged
	 * during it, ordered by the creation date.
	 * @param id ID of the session
	 */
	@GetMapping("/{id}")
	ResponseEntity<ExperimentSessionWithMessagesResponse> getExperimentSession(
			@Parameter(example = ExperimentExamples.ID) @PathVariable String id) {
		SessionWithExperiment session = this.service.get(id);
		return ResponseEntity.ok()
			.eTag(session.tag())
			.body(new ExperimentSessionWithMessagesResponse(ExperimentSessionResponse.from(session, Urls.current()),
					this.service.messages(session.session())));
	}

}
