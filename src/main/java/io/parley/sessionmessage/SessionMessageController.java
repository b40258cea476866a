package io.parley.sessionmessage;

import io.parley.sessionmessage.SessionMessageRequest.OnCreate;
import io.parley.web.OperationId;
import io.parley.web.Precondition;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.groups.Default;

import org.springframework.http.ResponseEntity;
import org.springframework.validation.annotation.Validated;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.util.UriComponentsBuilder;

/** One session message: create, get, update, delete. */
@Tag(name = "Session messages")
@RestController
class SessionMessageController {

	private final SessionMessageService service;

	SessionMessageController(SessionMessageService service) {
		this.service = service;
	}

	/**
	 * Create a session message. The session_id is unique in the team (else 409); what is
	 * left out or null gets its default.
	 */
	@io.swagger.v3.oas.annotations.parameters.RequestBody(
			content = @Content(examples = @ExampleObject(name = "create", value = SessionMessageRequest.EXAMPLE)))
	@ApiResponse(responseCode = "201", description = "Created; Location names it")
	@PostMapping("/session")
	ResponseEntity<SuccessResponse<CreatedSessionMessage>> createSessionMessage(
			@RequestBody @Validated({ Default.class, OnCreate.class }) SessionMessageRequest request,
			OperationId operation) {
		return created(this.service.create(request, operation));
	}

	/**
	 * Get a session message.
	 * @return the session, with its ETag
	 */
	@GetMapping("/session/{session_id}")
	ResponseEntity<SuccessResponse<SessionMessageResponse>> getSessionMessage(
			@Parameter(example = "abc123") @PathVariable("session_id") String sessionId) {
		SessionMessage session = this.service.get(sessionId);
		return ResponseEntity.ok().eTag(session.tag()).body(SuccessResponse.of(SessionMessageResponse.from(session)));
	}

	/**
	 * Change the fields given of a session message. The status FAILED rejects the
	 * session. One that took its reply stays ended: a status that would open it again is
	 * a 409 and changes nothing. One that expired, or was rejected or completed by an
	 * update, can be opened again.
	 * @return the session as it is now, with its ETag; also where nothing was to change
	 */
	@io.swagger.v3.oas.annotations.parameters.RequestBody(
			content = @Content(examples = { @ExampleObject(name = "sent", value = SessionMessageRequest.UPDATE),
					@ExampleObject(name = "reject", value = SessionMessageRequest.REJECT) }))
	@RequestMapping(path = { "/session/{session_id}", "/sessions/{session_id}" },
			method = { RequestMethod.PUT, RequestMethod.PATCH })
	ResponseEntity<SuccessResponse<UpdatedSessionMessage>> updateSessionMessage(
			@Parameter(example = "abc123") @PathVariable("session_id") String sessionId,
			@RequestBody @Validated SessionMessageRequest request, Precondition precondition) {
		SessionMessage session = this.service.update(sessionId, request, precondition);
		return ResponseEntity.ok()
			.eTag(session.tag())
			.body(SuccessResponse
				.of(new UpdatedSessionMessage("Session message updated", SessionMessageResponse.from(session))));
	}

	/**
	 * Delete a session message. Another of the same session_id can be created then.
	 * @return the session was deleted
	 */
	@DeleteMapping("/session/{session_id}")
	SuccessResponse<DeletedSessionMessage> deleteSessionMessage(
			@Parameter(example = "abc123") @PathVariable("session_id") String sessionId, Precondition precondition) {
		this.service.delete(sessionId, precondition);
		return SuccessResponse.of(new DeletedSessionMessage("Session message deleted"));
	}

	static ResponseEntity<SuccessResponse<CreatedSessionMessage>> created(SessionMessage session) {
		return ResponseEntity
			.created(
					UriComponentsBuilder.fromPath("/session/{id}").encode().buildAndExpand(session.sessionId()).toUri())
			.eTag(session.tag())
			.body(SuccessResponse.of(new CreatedSessionMessage("Session message created", session.id().toHexString(),
					SessionMessageResponse.from(session))));
	}

	/**
	 * @param id the id of the document in the store
	 */
	record CreatedSessionMessage(String message, String id, SessionMessageResponse session) {
	}

	record UpdatedSessionMessage(String message, SessionMessageResponse session) {
	}

	record DeletedSessionMessage(String message) {
	}

}
