package io.parley.message;

import java.util.List;

import io.parley.web.Characters;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;

import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The conversations of a participant: the same for users and for bots. */
abstract class ConversationController {

	private final ParticipantKind kind;

	private final MessageService service;

	private final ConversationRemoval removal;

	private final Cursors cursors;

	ConversationController(ParticipantKind kind, MessageService service, ConversationRemoval removal, Cursors cursors) {
		this.kind = kind;
		this.service = service;
		this.removal = removal;
		this.cursors = cursors;
	}

	@GetMapping("/messages/with/user/{user_id}")
	@Operation(summary = "List the conversation with a user",
			description = "Messages that one of the two sent and the other received, newest first.")
	@ApiResponse(responseCode = "200", useReturnTypeSchema = true,
			content = @Content(examples = @ExampleObject(name = "answer", value = MessageExamples.MESSAGES)))
	ResponseEntity<List<MessageResponse>> withUser(@PathVariable @Characters(min = 1) String id,
			@PathVariable("user_id") @Characters(min = 1) String userId,
			@RequestParam(defaultValue = "50") @Min(1) @Max(500) int limit,
			@RequestParam(required = false) String before, @RequestParam(required = false) String after) {
		Page page = this.cursors.page(participant(id), limit, before, after);
		return MessageController.answer(this.service.conversation(participant(id), Participant.user(userId), page));
	}

	@GetMapping("/messages/with/bot/{bot_id}")
	@Operation(summary = "List the conversation with a bot",
			description = "Messages that one of the two sent and the other received, newest first.")
	@ApiResponse(responseCode = "200", useReturnTypeSchema = true,
			content = @Content(examples = @ExampleObject(name = "answer", value = MessageExamples.MESSAGES)))
	ResponseEntity<List<MessageResponse>> withBot(@PathVariable @Characters(min = 1) String id,
			@PathVariable("bot_id") @Characters(min = 1) String botId,
			@RequestParam(defaultValue = "50") @Min(1) @Max(500) int limit,
			@RequestParam(required = false) String before, @RequestParam(required = false) String after) {
		Page page = this.cursors.page(participant(id), limit, before, after);
		return MessageController.answer(this.service.conversation(participant(id), Participant.bot(botId), page));
	}

	@DeleteMapping("/messages/with/user/{user_id}")
	@Operation(summary = "Remove the conversation with a user",
			description = "Removes each of the two from what the other sent; deletes no message.")
	@ApiResponse(responseCode = "200", useReturnTypeSchema = true,
			content = @Content(examples = @ExampleObject(name = "answer", value = "{\"modified\": 2}")))
	ModifiedCount removeUser(@PathVariable @Characters(min = 1) String id,
			@PathVariable("user_id") @Characters(min = 1) String userId) {
		return new ModifiedCount(this.removal.remove(participant(id), Participant.user(userId)));
	}

	@DeleteMapping("/messages/with/bot/{bot_id}")
	@Operation(summary = "Remove the conversation with a bot",
			description = "Removes each of the two from what the other sent; deletes no message.")
	@ApiResponse(responseCode = "200", useReturnTypeSchema = true,
			content = @Content(examples = @ExampleObject(name = "answer", value = "{\"modified\": 2}")))
	ModifiedCount removeBot(@PathVariable @Characters(min = 1) String id,
			@PathVariable("bot_id") @Characters(min = 1) String botId) {
		return new ModifiedCount(this.removal.remove(participant(id), Participant.bot(botId)));
	}

	private Participant participant(String id) {
		return new Participant(this.kind, id);
	}

	record ModifiedCount(long modified) {
	}

	/** The conversations of users. */
	@RestController
	@RequestMapping("/users/{id}")
	@Tag(name = "User messages")
	static class OfUsers extends ConversationController {

		OfUsers(MessageService service, ConversationRemoval removal, Cursors cursors) {
			super(ParticipantKind.USER, service, removal, cursors);
		}

	}

	/** The conversations of bots. */
	@RestController
	@RequestMapping("/bots/{id}")
	@Tag(name = "Bot messages")
	static class OfBots extends ConversationController {

		OfBots(MessageService service, ConversationRemoval removal, Cursors cursors) {
			super(ParticipantKind.BOT, service, removal, cursors);
		}

	}

}
