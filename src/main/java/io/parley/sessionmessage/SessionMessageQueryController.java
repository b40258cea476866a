package io.parley.sessionmessage;

import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.swagger.v3.oas.annotations.Operation;
import java.util.List;

import io.parley.sessionmessage.SendMessageService.Sent;
import io.parley.sessionmessage.SessionMessageRequest.OnCreate;
import io.parley.store.JsonObject;
import io.parley.web.BodyReader;
import io.parley.web.OperationId;
import io.parley.web.PageLinks;
import io.parley.web.Precondition;
import jakarta.validation.groups.Default;
import org.bson.Document;

import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.validation.annotation.Validated;
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
@Tag(name = "Session messages")
@RestController
@RequestMapping("/sessions")
class SessionMessageQueryController {

	private final SessionMessageService service;

	private final SessionMessageQueryService queries;

	private final SendMessageService messages;

	private final SessionExpiryService expiry;

	private final BodyReader bodies;

	SessionMessageQueryController(SessionMessageService service, SessionMessageQueryService queries,
			SendMessageService messages, SessionExpiryService expiry, BodyReader bodies) {
		this.service = service;
		this.queries = queries;
		this.messages = messages;
		this.expiry = expiry;
		this.bodies = bodies;
	}

	@Operation(summary = "Query session messages, or create one as the Python client does",
			description = SessionMessageExamples.QUERY)
	@ApiResponse(responseCode = "200", description = "The sessions that match; a Link header announces the next page")
	@ApiResponse(responseCode = "201", description = "Created; Location names it",
			content = @Content(schema = @Schema(implementation = SessionMessageController.Created.class)))
	@io.swagger.v3.oas.annotations.parameters.RequestBody(content = @Content(
			schema = @Schema(oneOf = { FilterBody.class, SessionMessageRequest.class }),
			examples = { @ExampleObject(name = "filter", value = SessionMessageExamples.FILTER),
					@ExampleObject(name = "filter with operators", value = SessionMessageExamples.FILTER_OPERATORS),
					@ExampleObject(name = "create", value = SessionMessageExamples.CREATE_BY_CLIENT) }))
	@PostMapping
	ResponseEntity<? extends SuccessResponse<?>> queryOrCreate(@RequestBody(required = false) JsonObject body,
			@RequestParam(required = false) Integer limit, @RequestParam(required = false) String sort,
			@RequestParam(required = false) String cursor, OperationId operation) {
		if (body != null && isCreate(body)) {
			SessionMessageRequest request = this.bodies.read(body, SessionMessageRequest.class, Default.class,
					OnCreate.class);
			return SessionMessageController.created(this.service.create(request, operation));
		}
		SessionMessageQueryService.Page page = this.queries.query((body != null) ? body : JsonObject.empty(), limit,
				sort, cursor);
		List<SessionMessageResponse> sessions = page.sessions().stream().map(SessionMessageResponse::from).toList();
		return ResponseEntity.ok()
			.headers(PageLinks.next("cursor", page.nextCursor()))
			.body(SuccessResponse.of(sessions));
	}

	@Operation(summary = "Expire at once what is due")
	@PostMapping("/expire")
	Expired expire() {
		return new Expired("expiry_triggered", this.expiry.expire());
	}

	@Operation(summary = "Send a message to a channel")
	@ApiResponse(responseCode = "200", description = "NATS has confirmed it")
	@ApiResponse(responseCode = "202", description = "Stored; it goes out as soon as NATS is back")
	@io.swagger.v3.oas.annotations.parameters.RequestBody(
			content = @Content(examples = { @ExampleObject(name = "text", value = SessionMessageExamples.SEND),
					@ExampleObject(name = "object", value = SessionMessageExamples.SEND_OBJECT) }))
	@PostMapping("/{session_id}/send_message")
	ResponseEntity<SendAnswer> send(@Parameter(example = "abc123") @PathVariable("session_id") String sessionId,
			@RequestBody @Validated SendRequest request, Precondition precondition, OperationId operation) {
		Sent sent = this.messages.send(sessionId, request, precondition, operation);
		return ResponseEntity.status(sent.confirmed() ? HttpStatus.OK : HttpStatus.ACCEPTED).body(SendAnswer.of(sent));
	}

	/** A filter never has these three as it takes them: a string and two objects. */
	private static boolean isCreate(JsonObject body) {
		return body.get("session_id") instanceof String && body.get("message_data") instanceof Document
				&& body.get("message_data_template") instanceof Document;
	}

	/** What the filter looks like in the OpenAPI document. */
	@Schema(name = "SessionFilter", type = "object", additionalProperties = Schema.AdditionalPropertiesValue.TRUE,
			description = "Fields, paths and operators as the description lists them; {} matches all")
	interface FilterBody {

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
