package io.parley.channel;

import io.parley.web.OperationId;
import io.parley.web.Precondition;
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
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/** Where the messages of sessions go out. */
@Tag(name = "Channels", description = "Where the messages of sessions go out to humans")
@RestController
@RequestMapping(ChannelController.PATH)
class ChannelController {

	static final String PATH = "/channels";

	static final String SOME_ID = "operators";

	private final ChannelService service;

	ChannelController(ChannelService service) {
		this.service = service;
	}

	/**
	 * List channels. The newest first; never with a secret.
	 * @param pageSize Number of results to return per page
	 * @param cursor The pagination cursor value
	 */
	@GetMapping
	PageResponse<ChannelResponse> listChannels(
			@RequestParam(name = "page_size", defaultValue = "100") @Min(1) @Max(PageRequest.LARGEST) int pageSize,
			@RequestParam(required = false) @Nullable String cursor) {
		return PageResponse.from(this.service.list(PageRequest.newestFirst(pageSize, cursor)), ChannelResponse::from);
	}

	/**
	 * Register a channel. An id that is not registered is of kind nats, as ever: a worker
	 * outside listens on its NATS subject. Over a channel of another kind the service
	 * itself delivers. A secret that is made here is shown this once. An id that exists
	 * is a 409, and so is a kind for which the service is not set up: webhook and slack
	 * need PARLEY_SECRET_KEY, email needs spring.mail.host, and all but nats need
	 * JetStream.
	 */
	@io.swagger.v3.oas.annotations.parameters.RequestBody(
			content = @Content(examples = { @ExampleObject(name = "nats", value = ChannelRequest.NATS),
					@ExampleObject(name = "teams", value = ChannelRequest.TEAMS) }))
	@ApiResponse(responseCode = "201", description = "Registered; Location names it")
	@PostMapping
	ResponseEntity<ChannelResponse> createChannel(@RequestBody @Validated ChannelRequest request,
			OperationId operation) {
		ChannelService.Registered registered = this.service.register(request, operation);
		ResponseEntity.BodyBuilder answer = ResponseEntity
			.created(ServletUriComponentsBuilder.fromCurrentContextPath()
				.path(PATH + "/{id}")
				.encode()
				.buildAndExpand(registered.channel().channelId())
				.toUri())
			.eTag(registered.channel().tag());
		if (registered.secret() != null) {
			answer.cacheControl(CacheControl.noStore());
		}
		return answer.body(ChannelResponse.from(registered.channel(), registered.secret()));
	}

	/**
	 * Retrieve a channel. Its secrets are not shown.
	 * @param id the channel's id
	 */
	@GetMapping("/{id}")
	ResponseEntity<ChannelResponse> getChannel(@Parameter(example = SOME_ID) @PathVariable String id) {
		return answer(this.service.get(id));
	}

	/**
	 * Change a channel. The body is all of it, except for secrets, which stay where they
	 * are left out. A new secret of a webhook leaves the one before valid for
	 * parley.channels.secret-overlap. Its id and kind cannot change.
	 * @param id the channel's id
	 */
	@io.swagger.v3.oas.annotations.parameters.RequestBody(
			content = @Content(examples = @ExampleObject(name = "nats", value = ChannelRequest.CHANGE)))
	@PutMapping("/{id}")
	ResponseEntity<ChannelResponse> putChannel(@Parameter(example = SOME_ID) @PathVariable String id,
			@RequestBody @Validated ChannelRequest request, Precondition precondition) {
		return answer(this.service.change(id, request, precondition));
	}

	/**
	 * Delete a channel, with its secrets. What was not delivered over it yet is given up.
	 * @param id the channel's id
	 */
	@DeleteMapping("/{id}")
	@ResponseStatus(HttpStatus.NO_CONTENT)
	void deleteChannel(@Parameter(example = SOME_ID) @PathVariable String id, Precondition precondition) {
		this.service.delete(id, precondition);
	}

	private static ResponseEntity<ChannelResponse> answer(Channel channel) {
		return ResponseEntity.ok().eTag(channel.tag()).body(ChannelResponse.from(channel));
	}

}
