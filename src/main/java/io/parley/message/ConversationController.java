package io.parley.message;

import java.util.List;

import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.jspecify.annotations.Nullable;

import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The conversation of two participants. */
@RestController
@RequestMapping({ "/users/{user_id}/messages/with/user/{other_user_id}", "/users/{user_id}/messages/with/bot/{bot_id}",
		"/bots/{bot_id}/messages/with/user/{user_id}", "/bots/{bot_id}/messages/with/bot/{other_bot_id}" })
@Tag(name = "Participant messages")
class ConversationController {

	private final MessageService service;

	private final ConversationRemoval removal;

	ConversationController(MessageService service, ConversationRemoval removal) {
		this.service = service;
		this.removal = removal;
	}

	/**
	 * List a conversation. Messages that one of the two sent and the other received,
	 * newest first.
	 * @param before the id of a message: only older ones
	 * @param after the id of a message: only newer ones, beginning with those next to it
	 */
	@GetMapping
	ResponseEntity<List<MessageResponse>> listParticipantMessagesWith(Conversation conversation,
			@RequestParam(defaultValue = "50") @Min(1) @Max(500) int limit,
			@RequestParam(required = false) @Nullable String before,
			@RequestParam(required = false) @Nullable String after) {
		Page page = this.service.page(conversation.one(), limit, before, after);
		return MessageController.answer(this.service.list(conversation, page), MessageResponse::from);
	}

	/**
	 * Remove a conversation. Removes each of the two from what the other sent; deletes no
	 * message.
	 */
	@DeleteMapping
	Modified removeParticipantMessagesWith(Conversation conversation) {
		return new Modified(this.removal.remove(conversation));
	}

	/** How many messages were changed. */
	record Modified(long modified) {
	}

}
