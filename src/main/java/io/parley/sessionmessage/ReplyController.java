package io.parley.sessionmessage;

import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.swagger.v3.oas.annotations.Operation;
import io.parley.store.JsonObject;
import io.parley.web.OperationId;

import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.validation.annotation.Validated;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Where channels hand in what somebody replied, or ask whether a reply would do. */
@Tag(name = "Session messages")
@RestController
class ReplyController {

	private final ReplyService replies;

	ReplyController(ReplyService replies) {
		this.replies = replies;
	}

	@Operation(summary = "Hand in a reply",
			description = "It is merged into message_data, validated against the template and published; the session has then ended.")
	@io.swagger.v3.oas.annotations.parameters.RequestBody(
			content = @Content(examples = @ExampleObject(name = "reply", value = SessionMessageExamples.REPLY)))
	@PostMapping("/channels/response")
	ReplyAnswer reply(@RequestBody @Validated ReplyRequest request, OperationId operation) {
		SessionMessage session = this.replies.reply(request, operation);
		return new ReplyAnswer("success",
				new ReplyAnswer.Outcome(session.fields().status(), session.validationErrors()));
	}

	@Operation(summary = "Ask whether a reply would meet the template; changes nothing")
	@ApiResponse(responseCode = "200", description = "It would")
	@ApiResponse(responseCode = "422", description = "It would not; errors says why, by field")
	@io.swagger.v3.oas.annotations.parameters.RequestBody(
			content = @Content(examples = @ExampleObject(name = "reply", value = SessionMessageExamples.REPLY)))
	@PostMapping("/webhook/validate_response")
	ResponseEntity<Verdict> validate(@RequestBody @Validated ReplyRequest request) {
		JsonObject errors = this.replies.validate(request);
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
