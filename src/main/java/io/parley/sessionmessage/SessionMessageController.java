package io.parley.sessionmessage;

import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.swagger.v3.oas.annotations.Operation;
import io.parley.sessionmessage.SessionMessageRequest.OnCreate;
import io.parley.web.OperationId;
import io.parley.web.Precondition;
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

	@Operation(summary = "Create a session message")
	@io.swagger.v3.oas.annotations.parameters.RequestBody(
			content = @Content(examples = @ExampleObject(name = "create", value = SessionMessageExamples.CREATE)))
	@ApiResponse(responseCode = "201", description = "Created; Location names it")
	@PostMapping("/session")
	ResponseEntity<SuccessResponse<Created>> create(
			@RequestBody @Validated({ Default.class, OnCreate.class }) SessionMessageRequest request,
			OperationId operation) {
		return created(this.service.create(request, operation));
	}

	@Operation(summary = "Get a session message")
	@GetMapping("/session/{session_id}")
	ResponseEntity<SuccessResponse<SessionMessageResponse>> get(
			@Parameter(example = "abc123") @PathVariable("session_id") String sessionId) {
		SessionMessage session = this.service.get(sessionId);
		return ResponseEntity.ok().eTag(session.tag()).body(SuccessResponse.of(SessionMessageResponse.from(session)));
	}

	@Operation(summary = "Change the fields given; status FAILED rejects the session")
	@io.swagger.v3.oas.annotations.parameters.RequestBody(
			content = @Content(examples = { @ExampleObject(name = "sent", value = SessionMessageExamples.UPDATE),
					@ExampleObject(name = "reject", value = SessionMessageExamples.REJECT) }))
	@RequestMapping(path = { "/session/{session_id}", "/sessions/{session_id}" },
			method = { RequestMethod.PUT, RequestMethod.PATCH })
	ResponseEntity<SuccessResponse<Updated>> update(
			@Parameter(example = "abc123") @PathVariable("session_id") String sessionId,
			@RequestBody @Validated SessionMessageRequest request, Precondition precondition) {
		SessionMessage session = this.service.update(sessionId, request, precondition);
		return ResponseEntity.ok()
			.eTag(session.tag())
			.body(SuccessResponse.of(new Updated("Session message updated", SessionMessageResponse.from(session))));
	}

	@Operation(summary = "Delete a session message")
	@DeleteMapping("/session/{session_id}")
	SuccessResponse<Deleted> delete(@Parameter(example = "abc123") @PathVariable("session_id") String sessionId,
			Precondition precondition) {
		this.service.delete(sessionId, precondition);
		return SuccessResponse.of(new Deleted("Session message deleted"));
	}

	static ResponseEntity<SuccessResponse<Created>> created(SessionMessage session) {
		return ResponseEntity
			.created(
					UriComponentsBuilder.fromPath("/session/{id}").encode().buildAndExpand(session.sessionId()).toUri())
			.eTag(session.tag())
			.body(SuccessResponse.of(new Created("Session message created", session.id().toHexString(),
					SessionMessageResponse.from(session))));
	}

	record Created(String message, String id, SessionMessageResponse session) {
	}

	record Updated(String message, SessionMessageResponse session) {
	}

	record Deleted(String message) {
	}

}
