package io.parley.channel.delivery;

import java.util.List;

import io.parley.web.page.PageRequest;
import io.parley.web.page.PageResponse;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** What became of messages to channels. */
@Tag(name = "Deliveries", description = "What became of messages to channels over which this service delivers")
@RestController
class DeliveryController {

	private final DeliveryService service;

	DeliveryController(DeliveryService service) {
		this.service = service;
	}

	/**
	 * List the deliveries of a session. The oldest first; the first thousand.
	 */
	@GetMapping("/sessions/{session_id}/deliveries")
	List<DeliveryResponse> listSessionDeliveries(
			@Parameter(example = "abc123") @PathVariable("session_id") String sessionId) {
		return this.service.ofSession(sessionId).stream().map(DeliveryResponse::from).toList();
	}

	/**
	 * List deliveries. The newest first.
	 * @param state Only those that are pending, delivering, delivered or dead
	 * @param channelId Only those over this channel
	 * @param pageSize Number of results to return per page
	 * @param cursor The pagination cursor value
	 */
	@GetMapping("/deliveries")
	PageResponse<DeliveryResponse> listDeliveries(@RequestParam(required = false) @Nullable String state,
			@RequestParam(name = "channel_id", required = false) @Nullable String channelId,
			@RequestParam(name = "page_size", defaultValue = "100") @Min(1) @Max(PageRequest.LARGEST) int pageSize,
			@RequestParam(required = false) @Nullable String cursor) {
		return PageResponse.from(this.service.list(state, channelId, PageRequest.newestFirst(pageSize, cursor)),
				DeliveryResponse::from);
	}

	/**
	 * Try a dead delivery again. It goes out as it is, from its first attempt on, and
	 * holds up nothing that came after it. One that is not dead is a 409.
	 * @param id The delivery's id
	 */
	@PostMapping("/deliveries/{id}/retry")
	@ResponseStatus(HttpStatus.ACCEPTED)
	DeliveryResponse retryDelivery(@Parameter(example = "64f380fcfd82d035f7172c98") @PathVariable String id) {
		return DeliveryResponse.from(this.service.retry(id));
	}

}
