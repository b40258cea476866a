package io.parley.sessionmessage;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.parley.store.JsonObject;
import io.parley.web.OperationId;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

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

	private final ReplyService service;

	ReplyController(ReplyService service) {
		this.service = service;
	}

	/**
	 * Hand in a reply. It is merged into message_data, key by key, held against
	 * message_data_template and published; the session has then ended as validated or
	 * failed. A session that has ended before is a 409. A template that takes too long to
	 * check is a 503, and the session stays open. Where the session has on_invalid and
	 * retries are left, a reply that does not meet the template leaves it open, and a
	 * message to the channel of its last message says what was wrong. A reply with a
	 * reply_id that was taken before is answered as it was then.
	 * @return the status of the session, and what of the reply does not meet the
	 * template, by field
	 */
	@io.swagger.v3.oas.annotations.parameters.RequestBody(
			content = @Content(examples = { @ExampleObject(name = "reply", value = ReplyRequest.EXAMPLE),
					@ExampleObject(name = "reply in text", value = ReplyRequest.AS_TEXT) }))
	@ApiResponse(responseCode = "200",
			description = "Taken; status says whether it meets the template, or retry where the human may try again")
	@ApiResponse(responseCode = "404", ref = "404")
	@PostMapping("/channels/response")
	ReplyResponse handInReply(@RequestBody @Validated ReplyRequest request, OperationId operation) {
		return ReplyResponse.from(this.service.reply(request.handedIn(), operation));
	}

	/** Ask whether a reply would meet the template. Changes nothing. */
	@ApiResponse(responseCode = "200", description = "It would")
	@ApiResponse(responseCode = "422", description = "It would not; errors says why, by field")
	@io.swagger.v3.oas.annotations.parameters.RequestBody(
			content = @Content(examples = @ExampleObject(name = "reply", value = ReplyRequest.EXAMPLE)))
	@ApiResponse(responseCode = "404", ref = "404")
	@PostMapping("/webhook/validate_response")
	ResponseEntity<ValidationResponse> validateReply(@RequestBody @Validated ReplyRequest request) {
		JsonObject errors = this.service.validate(request.handedIn());
		return (errors.size() == 0) ? ResponseEntity.ok(new ValidationResponse("valid", errors))
				: ResponseEntity.status(HttpStatus.UNPROCESSABLE_CONTENT)
					.body(new ValidationResponse("invalid", errors));
	}

	/**
	 * @param status success, or retry where the session stays open
	 */
	record ReplyResponse(String status, Outcome data) {

		static ReplyResponse from(ReplyOutcome outcome) {
			return new ReplyResponse(outcome.isRetry() ? "retry" : "success",
					new Outcome(outcome.status(), outcome.validationErrors(), outcome.retriesLeft()));
		}

		/**
		 * @param status validated or failed; sent where the human may try again
		 * @param validationErrors a sentence for each field that does not meet the
		 * template
		 * @param retriesLeft where the human may try again: how many more replies that do
		 * not meet the template leave the session open; 0 where the next one is the last
		 */
		@JsonInclude(JsonInclude.Include.NON_NULL)
		record Outcome(String status, JsonObject validationErrors, @Nullable Integer retriesLeft) {
		}

	}

	/**
	 * @param status valid or invalid
	 * @param errors a sentence for each field that does not meet the template
	 */
	record ValidationResponse(String status, JsonObject errors) {
	}

}
