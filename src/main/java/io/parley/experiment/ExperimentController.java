package io.parley.experiment;

import java.net.URI;

import io.parley.experiment.page.PageRequest;
import io.parley.web.Precondition;
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
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Experiments: list, get, put. */
@Tag(name = "Experiments")
@RestController
@RequestMapping(Urls.EXPERIMENTS)
class ExperimentController {

	private final ExperimentService service;

	ExperimentController(ExperimentService service) {
		this.service = service;
	}

	@Operation(summary = "List Experiments", description = "One page in the order of registration.")
	@GetMapping
	PageResponse<ExperimentResponse> listExperiments(
			@RequestParam(defaultValue = PageRequest.NEWEST_FIRST) String ordering,
			@RequestParam(name = "page_size", defaultValue = "100") @Min(1) @Max(PageRequest.LARGEST) int pageSize,
			@RequestParam(required = false) String cursor) {
		return PageResponse.from(this.service.list(PageRequest.of(ordering, pageSize, cursor)),
				ExperimentResponse::from);
	}

	@Operation(summary = "Retrieve Experiment")
	@GetMapping("/{id}")
	ResponseEntity<ExperimentResponse> getExperiment(@Parameter(example = "weather-bot") @PathVariable String id) {
		Experiment experiment = this.service.get(id);
		return ResponseEntity.ok().eTag(experiment.tag()).body(ExperimentResponse.from(experiment, Urls.current()));
	}

	@Operation(summary = "Register or change an Experiment",
			description = "What the body leaves out stays as it is. Sessions show the experiment as it is now, and keep the version that it had when they were created.")
	@io.swagger.v3.oas.annotations.parameters.RequestBody(
			content = @Content(examples = @ExampleObject(name = "experiment", value = ExperimentExamples.EXPERIMENT)))
	@ApiResponse(responseCode = "200", description = "Changed")
	@ApiResponse(responseCode = "201", description = "Registered; Location names it")
	@PutMapping("/{id}")
	ResponseEntity<ExperimentResponse> putExperiment(@Parameter(example = "weather-bot") @PathVariable String id,
			@RequestBody @Validated ExperimentRequest request, Precondition precondition) {
		ExperimentService.Put put = this.service.put(id, request, precondition);
		Urls urls = Urls.current();
		ResponseEntity.BodyBuilder answer = put.created() ? ResponseEntity.created(URI.create(urls.experiment(id)))
				: ResponseEntity.ok();
		return answer.eTag(put.experiment().tag()).body(ExperimentResponse.from(put.experiment(), urls));
	}

}
