package io.parley.sessionmessage;

import io.parley.sessionmessage.SendMessageService.Sent;
import io.parley.web.OperationId;
import io.parley.web.Precondition;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;

import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.validation.annotation.Validated;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Where a program sends the message of a session to somebody. */
@Tag(name = "Session messages")
@RestController
class SendMessageController {

	private final SendMessageService service;

	SendMessageController(SendMessageService service) {
		this.service = service;
	}

	/**
	 * Send a message to a channel. It is stored, then published; the session becomes
	 * sent. A session that has ended is a 409.
	 */
	@ApiResponse(responseCode = "200", description = "NATS has confirmed it")
	@ApiResponse(responseCode = "202", description = "Stored; it goes out as soon as NATS is back")
	@io.swagger.v3.oas.annotations.parameters.RequestBody(
			content = @Content(examples = { @ExampleObject(name = "text", value = SendRequest.TEXT),
					@ExampleObject(name = "object", value = SendRequest.OBJECT) }))
	@PostMapping("/sessions/{session_id}/send_message")
	ResponseEntity<SendResponse> sendSessionMessage(
			@Parameter(example = "abc123") @PathVariable("session_id") String sessionId,
			@RequestBody @Validated SendRequest request, Precondition precondition, OperationId operation) {
		Sent sent = this.service.send(sessionId, request, precondition, operation);
		return ResponseEntity.status(sent.confirmed() ? HttpStatus.OK : HttpStatus.ACCEPTED)
			.body(SendResponse.from(sent));
	}

	/**
	 * @param status message_sent, or message_queued where NATS has not confirmed it yet
	 */
	record SendResponse(String status, Details details) {

		static SendResponse from(Sent sent) {
			return new SendResponse(sent.confirmed() ? "message_sent" : "message_queued",
					new Details(sent.messageId(), sent.channelId(), sent.subject()));
		}

		/**
		 * @param subject the NATS subject of the message
		 */
		record Details(String messageId, String channelId, String subject) {
		}

	}

}
