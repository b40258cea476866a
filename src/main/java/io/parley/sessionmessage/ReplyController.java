package io.parley.sessionmessage;

import io.parley.store.JsonObject;
import io.parley.web.Operation;

import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.validation.annotation.Validated;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Where channels hand in what somebody replied, or ask whether a reply would do. */
@RestController
class ReplyController {

	private final ConversationService conversations;

	ReplyController(ConversationService conversations) {
		this.conversations = conversations;
	}

	@PostMapping("/channels/response")
	ReplyAnswer reply(@RequestBody @Validated ReplyRequest request, Operation operation) {
		SessionMessage session = this.conversations.reply(request, operation);
		return new ReplyAnswer("success", new ReplyAnswer.Outcome(session.status(), session.validationErrors()));
	}

	@PostMapping("/webhook/validate_response")
	ResponseEntity<Verdict> validate(@RequestBody @Validated ReplyRequest request) {
		JsonObject errors = this.conversations.validate(request);
		boolean valid = errors.size() == 0;
		return ResponseEntity.status(valid ? HttpStatus.OK : HttpStatus.UNPROCESSABLE_CONTENT)
			.body(new Verdict(valid ? "valid" : "invalid", errors));
	}

	record ReplyAnswer(String status, Outcome data) {

		record Outcome(String status, JsonObject validationErrors) {
		}

	}

	record Verdict(String status, JsonObject errors) {
	}

}
