package io.parley.access.key;

import io.parley.web.OperationId;
import io.parley.web.page.PageRequest;
import io.parley.web.page.PageResponse;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
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

/** The keys that programs, and pages of other sites, call with. */
@Tag(name = "Keys", description = "The keys that programs, and pages of other sites, call with")
@RestController
@RequestMapping(ApiKeyController.PATH)
class ApiKeyController {

	static final String PATH = "/api/keys";

	private static final String SOME_ID = "64f380fcfd82d035f7172c98";

	private final ApiKeyService service;

	ApiKeyController(ApiKeyService service) {
		this.service = service;
	}

	/**
	 * List keys. The newest first; the keys themselves are not shown.
	 * @param pageSize Number of results to return per page
	 * @param cursor The pagination cursor value
	 */
	@GetMapping
	PageResponse<ApiKeyResponse> listKeys(
			@RequestParam(name = "page_size", defaultValue = "100") @Min(1) @Max(PageRequest.LARGEST) int pageSize,
			@RequestParam(required = false) @Nullable String cursor) {
		return PageResponse.from(this.service.list(PageRequest.newestFirst(pageSize, cursor)), ApiKeyResponse::from);
	}

	/**
	 * Make a key. The answer shows it this once, since only its hash is kept. A
	 * repetition with an Idempotency-Key makes no other key and is a 409, since no answer
	 * with a key is kept either.
	 */
	@io.swagger.v3.oas.annotations.parameters.RequestBody(
			content = @Content(examples = { @ExampleObject(name = "API key", value = ApiKeyRequest.API_EXAMPLE),
					@ExampleObject(name = "Embed key", value = ApiKeyRequest.EMBED_EXAMPLE) }))
	@ApiResponse(responseCode = "201", description = "Made; Location names it")
	@PostMapping
	ResponseEntity<ApiKeyResponse> createKey(@RequestBody @Validated ApiKeyRequest request, OperationId operation) {
		ApiKeyService.Created created = this.service.create(request, operation);
		return ResponseEntity
			.created(ServletUriComponentsBuilder.fromCurrentContextPath()
				.path(PATH + "/{id}/")
				.buildAndExpand(created.key().id().toHexString())
				.toUri())
			.cacheControl(CacheControl.noStore())
			.body(ApiKeyResponse.from(created.key(), created.text().secret()));
	}

	/**
	 * Retrieve a key, without the key itself.
	 * @param id the id that its creation answered
	 */
	@GetMapping("/{id}")
	ApiKeyResponse getKey(@Parameter(example = SOME_ID) @PathVariable String id) {
		return ApiKeyResponse.from(this.service.get(id));
	}

	/**
	 * Delete a key. It ends at once on this instance and within five seconds on every
	 * other.
	 * @param id the id that its creation answered
	 */
	@DeleteMapping("/{id}")
	@ResponseStatus(HttpStatus.NO_CONTENT)
	void deleteKey(@Parameter(example = SOME_ID) @PathVariable String id) {
		this.service.delete(id);
	}

}
