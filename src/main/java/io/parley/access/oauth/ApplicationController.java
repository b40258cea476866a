package io.parley.access.oauth;

import io.parley.web.OperationId;
import io.parley.web.page.PageRequest;
import io.parley.web.page.PageResponse;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.jspecify.annotations.Nullable;

import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.validation.annotation.Validated;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/** Programs that may ask people of the team to let them act for them. */
@Tag(name = "Applications", description = "Programs that people let act for them by OAuth2")
@RestController
@RequestMapping(ApplicationController.PATH)
class ApplicationController {

	static final String PATH = "/o/applications";

	private static final String SOME_ID = "x1Jm0m8pIB5bM0cYt3mHqJm2cXw4yP1p8n2pQmQYxgE";

	private final ApplicationService service;

	ApplicationController(ApplicationService service) {
		this.service = service;
	}

	/**
	 * List applications. The newest first.
	 * @param pageSize Number of results to return per page
	 * @param cursor The pagination cursor value
	 */
	@GetMapping
	PageResponse<ApplicationResponse> listApplications(
			@RequestParam(name = "page_size", defaultValue = "100") @Min(1) @Max(PageRequest.LARGEST) int pageSize,
			@RequestParam(required = false) @Nullable String cursor) {
		return PageResponse.from(this.service.list(PageRequest.newestFirst(pageSize, cursor)),
				ApplicationResponse::from);
	}

	/**
	 * Register an application. The secret of a confidential one is shown this once. An
	 * application never changes: register another instead.
	 */
	@ApiResponse(responseCode = "201", description = "Registered; Location names it")
	@PostMapping
	ResponseEntity<ApplicationResponse> createApplication(@RequestBody @Validated ApplicationRequest request,
			OperationId operation) {
		ApplicationService.Registered registered = this.service.register(request, operation);
		return ResponseEntity
			.created(ServletUriComponentsBuilder.fromCurrentContextPath()
				.path(PATH + "/{client_id}/")
				.buildAndExpand(registered.application().clientId())
				.toUri())
			.cacheControl(CacheControl.noStore())
			.body(ApplicationResponse.from(registered.application(), registered.secret()));
	}

	/**
	 * Retrieve an application.
	 * @param clientId what it calls itself
	 */
	@GetMapping("/{client_id}")
	ResponseEntity<ApplicationResponse> getApplication(
			@Parameter(example = SOME_ID) @PathVariable("client_id") String clientId) {
		Application application = this.service.get(clientId);
		return ResponseEntity.ok().eTag(application.id().toHexString()).body(ApplicationResponse.from(application));
	}

	/**
	 * End an application. Its tokens, codes and consents end at once.
	 * @param clientId what it calls itself
	 */
	@DeleteMapping("/{client_id}")
	@ResponseStatus(HttpStatus.NO_CONTENT)
	void deleteApplication(@Parameter(example = SOME_ID) @PathVariable("client_id") String clientId) {
		this.service.delete(clientId);
	}

}
