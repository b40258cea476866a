package io.parley.message;

import java.net.URI;
import java.util.List;
import java.util.function.Function;

import io.parley.web.OperationId;
import io.parley.web.PageLinks;
import io.parley.web.Precondition;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.jspecify.annotations.Nullable;

import org.springframework.http.ResponseEntity;
import org.springframework.validation.annotation.Validated;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * What users and bots wrote each other, as the participant sees it.
 */
@RestController
@RequestMapping({ "/users/{user_id}", "/bots/{bot_id}" })
@Tag(name = "Participant messages")
class MessageController {

	private final MessageService service;

	private final ThreadService threads;

	MessageController(MessageService service, ThreadService threads) {
		this.service = service;
		this.threads = threads;
	}

	/**
	 * List messages. What the participant sent or received, newest first. A Link header
	 * names the next page; a page of large messages may hold fewer than its limit.
	 * @param before the id of a message: only older ones
	 * @param after the id of a message: only newer ones, beginning with those next to it
	 */
	@GetMapping("/messages")
	ResponseEntity<List<MessageResponse>> listParticipantMessages(Participant participant,
			@RequestParam(defaultValue = "50") @Min(1) @Max(500) int limit,
			@RequestParam(required = false) @Nullable String before,
			@RequestParam(required = false) @Nullable String after) {
		Page page = this.service.page(participant, limit, before, after);
		return answer(this.service.list(participant, page), MessageResponse::from);
	}

	/**
	 * Send a message. Sends a message from the participant to the users and bots named.
	 * It needs a body or attachments; it need not name anybody.
	 */
	@ApiResponse(responseCode = "201", description = "Sent; Location names it")
	@PostMapping("/messages")
	@io.swagger.v3.oas.annotations.parameters.RequestBody(required = true,
			content = @Content(mediaType = "application/json",
					examples = { @ExampleObject(name = "To a bot", value = MessageExamples.MESSAGE),
							@ExampleObject(name = "To several, with an attachment",
									value = MessageExamples.MESSAGE_WITH_ATTACHMENT) }))
	ResponseEntity<MessageResponse> sendParticipantMessage(Participant sender,
			@RequestBody @Validated MessageRequest request, OperationId operation) {
		Message message = this.service.send(sender, request, operation);
		return ResponseEntity.created(URI.create(sender.uri() + "/messages/" + message.id()))
			.eTag(message.tag())
			.body(MessageResponse.from(message));
	}

	/** Get a message. One that the participant sent or received. */
	@GetMapping("/messages/{message_id}")
	ResponseEntity<MessageResponse> getParticipantMessage(Participant participant,
			@PathVariable("message_id") String messageId) {
		Message message = this.service.get(participant, messageId);
		return ResponseEntity.ok().eTag(message.tag()).body(MessageResponse.from(message));
	}

	/**
	 * Delete a message. One that the participant sent or received, for all who take part
	 * in it.
	 */
	@DeleteMapping("/messages/{message_id}")
	Deleted deleteParticipantMessage(Participant participant, @PathVariable("message_id") String messageId,
			Precondition precondition) {
		this.service.delete(participant, messageId, precondition);
		return new Deleted(1);
	}

	/**
	 * List the messages around one. The message and those next to it among what the
	 * participant sent or received, newest first. Where messages are large a side may
	 * have fewer than the radius; Link headers lead on, prev to newer ones and next to
	 * older ones.
	 * @param radius the most on each side
	 */
	@GetMapping("/messages/around/{message_id}")
	ResponseEntity<List<MessageResponse>> listParticipantMessagesAround(Participant participant,
			@PathVariable("message_id") String messageId,
			@RequestParam(defaultValue = "5") @Min(1) @Max(50) int radius) {
		MessageService.Around around = this.service.around(participant, messageId, radius);
		return ResponseEntity.ok()
			.headers(PageLinks.around(participant.uri() + "/messages", around.newer().next(), around.older().next()))
			.body(around.messages().stream().map(MessageResponse::from).toList());
	}

	/**
	 * List threads. The distinct groups of the participant's messages, each by its newest
	 * message with the names of who takes part and the number of messages, newest first.
	 * @param before the id of a message: only threads whose newest message is older
	 * @param after the id of a message: only threads whose newest message is newer
	 */
	@GetMapping("/threads")
	@Parameter(name = GroupBy.PARAMETER, in = ParameterIn.QUERY, required = true, example = "['user_ids','bot_ids']",
			description = "sender_id, sender_type, user_ids, bot_ids, context.<path>; repeated (also as group_by[]),"
					+ " with commas, or a list",
			schema = @Schema(type = "string"))
	ResponseEntity<List<ThreadResponse>> listParticipantThreads(Participant participant, GroupBy groupBy,
			@RequestParam(defaultValue = "50") @Min(1) @Max(500) int limit,
			@RequestParam(required = false) @Nullable String before,
			@RequestParam(required = false) @Nullable String after) {
		Page page = this.service.page(participant, limit, before, after);
		return answer(this.threads.threads(participant, groupBy, page), Function.identity());
	}

	static <T, R> ResponseEntity<List<R>> answer(Page.Of<T> page, Function<T, R> shown) {
		return ResponseEntity.ok()
			.headers(PageLinks.next(page.parameter(), page.next()))
			.body(page.entries().stream().map(shown).toList());
	}

	/** How many documents were deleted. */
	record Deleted(int deleted) {
	}

}
