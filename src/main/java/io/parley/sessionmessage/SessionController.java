package io.parley.sessionmessage;

import io.parley.sessionmessage.SessionMessageRequest.OnCreate;
import io.parley.web.Operation;
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
@RestController
class SessionController {

	private final SessionMessageService service;

	SessionController(SessionMessageService service) {
		this.service = service;
	}

	@PostMapping("/session")
	ResponseEntity<Success<Created>> create(
			@RequestBody @Validated({ Default.class, OnCreate.class }) SessionMessageRequest request,
			Operation operation) {
		return created(this.service.create(request, operation));
	}

	@GetMapping("/session/{session_id}")
	ResponseEntity<Success<SessionView>> get(@PathVariable("session_id") String sessionId) {
		SessionMessage session = this.service.get(sessionId);
		return ResponseEntity.ok().eTag(session.tag()).body(Success.of(SessionView.from(session)));
	}

	@RequestMapping(path = { "/session/{session_id}" }, method = { RequestMethod.PUT, RequestMethod.PATCH })
	ResponseEntity<Success<Updated>> update(@PathVariable("session_id") String sessionId,
			@RequestBody @Validated SessionMessageRequest request, Precondition precondition) {
		SessionMessage session = this.service.update(sessionId, request, precondition);
		return ResponseEntity.ok()
			.eTag(session.tag())
			.body(Success.of(new Updated("Session message updated", SessionView.from(session))));
	}

	@DeleteMapping("/session/{session_id}")
	Success<Deleted> delete(@PathVariable("session_id") String sessionId, Precondition precondition) {
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
