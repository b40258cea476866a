package io.parley.message;

import java.util.List;

import io.parley.web.Characters;
import io.parley.web.OperationId;
import io.parley.web.PageLinks;
import io.parley.web.Precondition;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;

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
import org.springframework.web.util.UriComponentsBuilder;

/** The messages of a participant: the same for users and for bots. */
abstract class MessageController {

	private final ParticipantKind kind;

	private final MessageService service;

	private final Cursors cursors;

	MessageController(ParticipantKind kind, MessageService service, Cursors cursors) {
		this.kind = kind;
		this.service = service;
		this.cursors = cursors;
	}

	@GetMapping("/messages")
	@Operation(summary = "List messages",
			description = "What the participant sent or received, newest first. A Link header names the next page.")
	@ApiResponse(responseCode = "200", useReturnTypeSchema = true,
			content = @Content(examples = @ExampleObject(name = "answer", value = MessageExamples.MESSAGES)))
	ResponseEntity<List<MessageResponse>> list(@PathVariable @Characters(min = 1) String id,
			@RequestParam(defaultValue = "50") @Min(1) @Max(500) int limit,
			@RequestParam(required = false) String before, @RequestParam(required = false) String after) {
		Participant participant = participant(id);
		return answer(this.service.list(participant, this.cursors.page(participant, limit, before, after)));
	}

	@PostMapping("/messages")
	@Operation(summary = "Send a message",
			description = "Sends a message from the participant to the users and bots named; body or attachments"
					+ " are required.")
	@io.swagger.v3.oas.annotations.parameters.RequestBody(required = true,
			content = @Content(mediaType = "application/json",
					examples = { @ExampleObject(name = "To a bot", value = MessageExamples.MESSAGE_TO_BOT),
							@ExampleObject(name = "To a user", value = MessageExamples.MESSAGE_TO_USER),
							@ExampleObject(name = "To several, with an attachment",
									value = MessageExamples.MESSAGE_WITH_ATTACHMENT) }))
	@ApiResponse(responseCode = "201", useReturnTypeSchema = true,
			content = @Content(examples = @ExampleObject(name = "answer", value = MessageExamples.MESSAGE)))
	ResponseEntity<MessageResponse> send(@PathVariable @Characters(min = 1) String id,
			@RequestBody @Validated MessageRequest request, OperationId operation) {
		Message message = this.service.send(participant(id), request, operation);
		return ResponseEntity
			.created(UriComponentsBuilder.fromPath("/" + this.kind.plural() + "/{id}/messages/{message}")
				.encode()
				.buildAndExpand(id, message.id())
				.toUri())
			.eTag(message.tag())
			.body(MessageResponse.from(message));
	}

	@GetMapping("/messages/{message_id}")
	@Operation(summary = "Get a message",
			description = "A message that the participant sent or received; take its id from a list.")
	@ApiResponse(responseCode = "200", useReturnTypeSchema = true,
			content = @Content(examples = @ExampleObject(name = "answer", value = MessageExamples.MESSAGE)))
	ResponseEntity<MessageResponse> get(@PathVariable @Characters(min = 1) String id,
			@PathVariable("message_id") String messageId) {
		Message message = this.service.get(participant(id), messageId);
		return ResponseEntity.ok().eTag(message.tag()).body(MessageResponse.from(message));
	}

	@DeleteMapping("/messages/{message_id}")
	@Operation(summary = "Delete a message",
			description = "Deletes a message that the participant sent or received, for all who take part in it.")
	@ApiResponse(responseCode = "200", useReturnTypeSchema = true,
			content = @Content(examples = @ExampleObject(name = "answer", value = "{\"deleted\": 1}")))
	DeletedCount delete(@PathVariable @Characters(min = 1) String id, @PathVariable("message_id") String messageId,
			Precondition precondition) {
		this.service.delete(participant(id), messageId, precondition);
		return new DeletedCount(1);
	}

	@GetMapping("/messages/around/{message_id}")
	@Operation(summary = "List the messages around one",
			description = "The message and up to radius before and after it among the participant's, newest first.")
	@ApiResponse(responseCode = "200", useReturnTypeSchema = true,
			content = @Content(examples = @ExampleObject(name = "answer", value = MessageExamples.MESSAGES)))
	List<MessageResponse> around(@PathVariable @Characters(min = 1) String id,
			@PathVariable("message_id") String messageId,
			@RequestParam(defaultValue = "5") @Min(1) @Max(50) int radius) {
		return this.service.around(participant(id), messageId, radius).stream().map(MessageResponse::from).toList();
	}

	private Participant participant(String id) {
		return new Participant(this.kind, id);
	}

	static ResponseEntity<List<MessageResponse>> answer(Page.Of<Message> page) {
		return ResponseEntity.ok()
			.headers(PageLinks.next(page.parameter(), page.next()))
			.body(page.entries().stream().map(MessageResponse::from).toList());
	}

	record DeletedCount(int deleted) {
	}

	/** The messages of users. */
	@RestController
	@RequestMapping("/users/{id}")
	@Tag(name = "User messages", description = "What users and bots wrote each other, as a user sees it")
	static class OfUsers extends MessageController {

		OfUsers(MessageService service, Cursors cursors) {
			super(ParticipantKind.USER, service, cursors);
		}

	}

	/** The messages of bots. */
	@RestController
	@RequestMapping("/bots/{id}")
	@Tag(name = "Bot messages", description = "What users and bots wrote each other, as a bot sees it")
	static class OfBots extends MessageController {

		OfBots(MessageService service, Cursors cursors) {
			super(ParticipantKind.BOT, service, cursors);
		}

	}

}
