package io.parley.experiment;

import java.net.URI;

import io.parley.experiment.page.PageRequest;
import io.parley.web.OperationId;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
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
@Tag(name = "Experiment Sessions")
@RestController
@RequestMapping(Urls.SESSIONS)
class ExperimentSessionController {

	private final ExperimentSessionService service;

	ExperimentSessionController(ExperimentSessionService service) {
		this.service = service;
	}

	@Operation(summary = "List Chatbot Sessions", description = ExperimentExamples.LIST)
	@GetMapping
	PageResponse<ExperimentSessionResponse> listExperimentSessions(
			@Parameter(description = "Experiment ID to filter sessions by") @RequestParam(
					required = false) String experiment,
			@Parameter(
					description = "A list of session tags (comma separated) to filter the results by: any of them") @RequestParam(
							required = false) String tags,
			@Parameter(
					description = "Experiment versions (comma separated) to filter sessions by: any of them, 2 or v2") @RequestParam(
							required = false) String versions,
			@Parameter(description = "active or pending-review") @RequestParam(required = false) String status,
			@Parameter(description = "The identifier of a participant") @RequestParam(
					required = false) String participant,
			@Parameter(description = "created_at or -created_at") @RequestParam(
					defaultValue = PageRequest.NEWEST_FIRST) String ordering,
			@Parameter(description = "Number of results to return per page") @RequestParam(name = "page_size",
					defaultValue = "100") @Min(1) @Max(PageRequest.LARGEST) int pageSize,
			@Parameter(description = "The pagination cursor value") @RequestParam(required = false) String cursor) {
		ExperimentSessionFilter filter = new ExperimentSessionFilter(experiment, tags, versions, status, participant);
		PageRequest request = PageRequest.of(ordering, pageSize, cursor);
		return PageResponse.from(this.service.list(filter, request), ExperimentSessionResponse::from);
	}

	@Operation(summary = "Create Chatbot Session", description = ExperimentExamples.CREATE)
	@io.swagger.v3.oas.annotations.parameters.RequestBody(
			content = @Content(examples = @ExampleObject(name = "conversation", value = ExperimentExamples.SESSION)))
	@ApiResponse(responseCode = "201", description = "Created; Location names it")
	@PostMapping
	ResponseEntity<ExperimentSessionResponse> createExperimentSession(
			@RequestBody @Validated ExperimentSessionRequest request, OperationId operation) {
		SessionWithExperiment session = this.service.create(request, operation);
		ExperimentSessionResponse view = ExperimentSessionResponse.from(session, Urls.current());
		return ResponseEntity.created(URI.create(view.url())).eTag(session.tag()).body(view);
	}

	@Operation(summary = "Retrieve Chatbot Session",
			description = "The session with its messages, ordered by the creation date.")
	@GetMapping("/{id}")
	ResponseEntity<ExperimentSessionWithMessagesResponse> getExperimentSession(@Parameter(
			description = ExperimentExamples.ID, example = ExperimentExamples.SOME_ID) @PathVariable String id) {
		SessionWithExperiment session = this.service.get(id);
		ExperimentSessionWithMessagesResponse view = new ExperimentSessionWithMessagesResponse(
				ExperimentSessionResponse.from(session, Urls.current()), this.service.messages(session.session()));
		return ResponseEntity.ok().eTag(session.tag()).body(view);
	}

}
