package io.parley.experiment;

import java.net.URI;

import io.parley.experiment.page.PageRequest;
import io.parley.web.Precondition;
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
@RestController
@RequestMapping(Urls.EXPERIMENTS)
class ExperimentController {

	private final ExperimentService service;

	ExperimentController(ExperimentService service) {
		this.service = service;
	}

	@GetMapping
	PageView<ExperimentView> list(@RequestParam(defaultValue = PageRequest.NEWEST_FIRST) String ordering,
			@RequestParam(name = "page_size", defaultValue = "100") @Min(1) @Max(PageRequest.LARGEST) int pageSize,
			@RequestParam(required = false) String cursor) {
		return PageView.from(this.service.list(PageRequest.of(ordering, pageSize, cursor)), ExperimentView::from);
	}

	@GetMapping("/{id}")
	ResponseEntity<ExperimentView> get(@PathVariable String id) {
		Experiment experiment = this.service.get(id);
		return ResponseEntity.ok().eTag(experiment.tag()).body(ExperimentView.from(experiment, Urls.current()));
	}

	@PutMapping("/{id}")
	ResponseEntity<ExperimentView> put(@PathVariable String id, @RequestBody @Validated ExperimentRequest request,
			Precondition precondition) {
		ExperimentService.Put put = this.service.put(id, request, precondition);
		Urls urls = Urls.current();
		ResponseEntity.BodyBuilder answer = put.created() ? ResponseEntity.created(URI.create(urls.experiment(id)))
				: ResponseEntity.ok();
		return answer.eTag(put.experiment().tag()).body(ExperimentView.from(put.experiment(), urls));
	}

}
