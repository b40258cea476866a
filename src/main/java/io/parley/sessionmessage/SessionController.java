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
class SessionController {

	private final SessionMessageService service;

	SessionController(SessionMessageService service) {
		this.service = service;
	}

	@Operation(summary = "Create a session message")
	@io.swagger.v3.oas.annotations.parameters.RequestBody(
			content = @Content(examples = @ExampleObject(name = "create", value = SessionExamples.CREATE)))
	@ApiResponse(responseCode = "201", description = "Created; Location names it")
	@PostMapping("/session")
	ResponseEntity<Success<Created>> create(
			@RequestBody @Validated({ Default.class, OnCreate.class }) SessionMessageRequest request,
			OperationId operation) {
		return created(this.service.create(request, operation));
	}

	@Operation(summary = "Get a session message")
	@GetMapping("/session/{session_id}")
	ResponseEntity<Success<SessionView>> get(
			@Parameter(example = "abc123") @PathVariable("session_id") String sessionId) {
		SessionMessage session = this.service.get(sessionId);
		return ResponseEntity.ok().eTag(session.tag()).body(Success.of(SessionView.from(session)));
	}

	@Operation(summary = "Change the fields given; status FAILED rejects the session")
	@io.swagger.v3.oas.annotations.parameters.RequestBody(
			content = @Content(examples = { @ExampleObject(name = "sent", value = SessionExamples.UPDATE),
					@ExampleObject(name = "reject", value = SessionExamples.REJECT) }))
	@RequestMapping(path = { "/session/{session_id}", "/sessions/{session_id}" },
			method = { RequestMethod.PUT, RequestMethod.PATCH })
	ResponseEntity<Success<Updated>> update(@Parameter(example = "abc123") @PathVariable("session_id") String sessionId,
			@RequestBody @Validated SessionMessageRequest request, Precondition precondition) {
		SessionMessage session = this.service.update(sessionId, request, precondition);
		return ResponseEntity.ok()
			.eTag(session.tag())
			.body(Success.of(new Updated("Session message updated", SessionView.from(session))));
	}

	@Operation(summary = "Delete a session message")
	@DeleteMapping("/session/{session_id}")
	Success<Deleted> delete(@Parameter(example = "abc123") @PathVariable("session_id") String sessionId,
			Precondition precondition) {
		this.service.delete(sessionId, precondition);
		return Success.of(new Deleted("Session message deleted"));
	}

	static ResponseEntity<Success<Created>> created(SessionMessage session) {
		return ResponseEntity
			.created(
					UriComponentsBuilder.fromPath("/session/{id}").encode().buildAndExpand(session.sessionId()).toUri())
			.eTag(session.tag())
			.body(Success
				.of(new Created("Session message created", session.id().toHexString(), SessionView.from(session))));
	}

	record Created(String message, String id, SessionView session) {
	}

	record Updated(String message, SessionView session) {
	}

	record Deleted(String message) {
	}

}
