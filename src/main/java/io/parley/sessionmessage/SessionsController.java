package io.parley.sessionmessage;

import java.util.List;

import io.parley.sessionmessage.ConversationService.Sent;
import io.parley.sessionmessage.SessionMessageRequest.OnCreate;
import io.parley.store.JsonObject;
import io.parley.web.BodyReader;
import io.parley.web.Operation;
import io.parley.web.PageLinks;
import io.parley.web.Precondition;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.groups.Default;
import org.bson.Document;

import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.validation.annotation.Validated;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * All session messages: query, expire, send; and what the existing Python client calls
 * here.
 */
@RestController
@RequestMapping("/sessions")
class SessionsController {

	private final SessionMessageService service;

	private final SessionQueries queries;

	private final ConversationService conversations;

	private final SessionExpiry expiry;

	private final BodyReader bodies;

	SessionsController(SessionMessageService service, SessionQueries queries, ConversationService conversations,
			SessionExpiry expiry, BodyReader bodies) {
		this.service = service;
		this.queries = queries;
		this.conversations = conversations;
		this.expiry = expiry;
		this.bodies = bodies;
	}

	@PostMapping
	ResponseEntity<? extends Success<?>> queryOrCreate(@RequestBody(required = false) JsonObject body,
			@RequestParam(defaultValue = "100") @Min(1) @Max(1000) int limit,
			@RequestParam(required = false) String sort, @RequestParam(required = false) String cursor,
			Operation operation) {
		if (body != null && isCreate(body)) {
			SessionMessageRequest request = this.bodies.read(body, SessionMessageRequest.class, Default.class,
					OnCreate.class);
			return SessionController.created(this.service.create(request, operation));
		}
		SessionQueries.Page page = this.queries.query((body != null) ? body : JsonObject.empty(), limit, sort, cursor);
		List<SessionView> sessions = page.sessions().stream().map(SessionView::from).toList();
		return ResponseEntity.ok().headers(PageLinks.next("cursor", page.nextCursor())).body(Success.of(sessions));
	}

	@PatchMapping("/{session_id}")
	ResponseEntity<Success<SessionController.Updated>> update(@PathVariable("session_id") String sessionId,
			@RequestBody @Validated SessionMessageRequest request, Precondition precondition) {
		SessionMessage session = this.service.update(sessionId, request, precondition);
		return ResponseEntity.ok()
			.eTag(session.tag())
			.body(Success.of(new SessionController.Updated("Session message updated", SessionView.from(session))));
	}

	@PostMapping("/expire")
	Expired expire() {
		return new Expired("expiry_triggered", this.expiry.expire());
	}

	@PostMapping("/{session_id}/send_message")
	ResponseEntity<SendAnswer> send(@PathVariable("session_id") String sessionId,
			@RequestBody @Validated SendRequest request, Precondition precondition, Operation operation) {
		Sent sent = this.conversations.send(sessionId, request, precondition, operation);
		return ResponseEntity.status(sent.confirmed() ? HttpStatus.OK : HttpStatus.ACCEPTED).body(SendAnswer.of(sent));
	}

	/** A filter never has these three as it takes them: a string and two objects. */
	private static boolean isCreate(JsonObject body) {
		return body.get("session_id") instanceof String && body.get("message_data") instanceof Document
				&& body.get("message_data_template") instanceof Document;
	}

	record Expired(String status, long expired) {
	}

	record SendAnswer(String status, Details details) {

		static SendAnswer of(Sent sent) {
			return new SendAnswer(sent.confirmed() ? "message_sent" : "message_queued",
					new Details(sent.messageId(), sent.channelId(), sent.subject()));
		}

		record Details(String messageId, String channelId, String subject) {
		}

	}

}
