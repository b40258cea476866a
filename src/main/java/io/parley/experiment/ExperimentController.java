package io.parley.experiment;

import java.net.URI;

import io.parley.web.page.PageRequest;
import io.parley.web.page.PageResponse;
import io.parley.web.Precondition;
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
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What sessions belong to. */
@Tag(name = "Experiments")
@RestController
@RequestMapping(Urls.EXPERIMENTS)
class ExperimentController {

	private static final String SOME_ID = "weather-bot";

	private final ExperimentService service;

	ExperimentController(ExperimentService service) {
		this.service = service;
	}

	/**
	 * List Experiments. One page in the order of registration.
	 * @param ordering created_at or -created_at
	 * @param pageSize Number of results to return per page
	 * @param cursor The pagination cursor value
	 */
	@GetMapping
	PageResponse<ExperimentResponse> listExperiments(
			@RequestParam(defaultValue = PageRequest.NEWEST_FIRST) String ordering,
			@RequestParam(name = "page_size", defaultValue = "100") @Min(1) @Max(PageRequest.LARGEST) int pageSize,
			@RequestParam(required = false) @Nullable String cursor) {
		Urls urls = Urls.current();
		return PageResponse.from(this.service.list(PageRequest.of(ordering, pageSize, cursor)),
				(experiment) -> ExperimentResponse.from(experiment, urls));
	}

	/**
	 * Retrieve Experiment.
	 * @param id The id that its first session or a PUT gave it
	 */
	@GetMapping("/{id}")
	ResponseEntity<ExperimentResponse> getExperiment(@Parameter(example = SOME_ID) @PathVariable String id) {
		Experiment experiment = this.service.get(id);
		return ResponseEntity.ok().eTag(experiment.tag()).body(ExperimentResponse.from(experiment, Urls.current()));
	}

	/**
	 * Register or change an Experiment. What the body leaves out stays as it is. Sessions
	 * show the experiment as it is now, and keep the version number that it had when they
	 * were created.
	 * @param id Any id of the caller's own
	 */
	@ApiResponse(responseCode = "200", description = "Changed")
	@ApiResponse(responseCode = "201", description = "Registered; Location names it")
	@PutMapping("/{id}")
	ResponseEntity<ExperimentResponse> putExperiment(@Parameter(example = SOME_ID) @PathVariable String id,
			@RequestBody @Validated ExperimentRequest request, Precondition precondition) {
		ExperimentService.Put put = this.service.put(id, request, precondition);
		ExperimentResponse view = ExperimentResponse.from(put.experiment(), Urls.current());
		ResponseEntity.BodyBuilder answer = put.created() ? ResponseEntity.created(URI.create(view.url()))
				: ResponseEntity.ok();
		return answer.eTag(put.experiment().tag()).body(view);
	}

}
