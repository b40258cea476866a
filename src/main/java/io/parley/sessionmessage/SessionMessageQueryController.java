package io.parley.sessionmessage;

import java.util.List;

import io.parley.sessionmessage.SessionMessageController.CreatedSessionMessage;
import io.parley.sessionmessage.SessionMessageRequest.OnCreate;
import io.parley.store.JsonObject;
import io.parley.web.BodyReader;
import io.parley.web.Callers;
import io.parley.web.OperationId;
import io.parley.web.PageLinks;
import io.parley.web.Scope;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.groups.Default;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** All session messages: query and expire; and what the Python client calls to create. */
@Tag(name = "Session messages")
@RestController
@RequestMapping("/sessions")
class SessionMessageQueryController {

	private final SessionMessageService service;

	private final SessionMessageQueryService queries;

	private final SessionExpiryService expiry;

	private final BodyReader bodies;

	private final Callers callers;

	SessionMessageQueryController(SessionMessageService service, SessionMessageQueryService queries,
			SessionExpiryService expiry, BodyReader bodies, Callers callers) {
		this.service = service;
		this.queries = queries;
		this.expiry = expiry;
		this.bodies = bodies;
		this.callers = callers;
	}

	/**
	 * Query session messages, or create one as the Python client does. The body is a
	 * Mongo-style filter over the eight fields, created_at, updated_at and paths under
	 * message_data and message_data_template; none or {} matches all. A body with
	 * session_id (a string), message_data and message_data_template (both objects)
	 * creates that session instead. A page may have fewer sessions than the limit where
	 * they are large; a further page is announced by a Link header.
	 * @param limit sessions on the page, 1 to 1000; 100 where it is not given
	 * @param sort created_at (oldest first, the default), updated_at or expiry_date, or
	 * one of them with a minus before it for the opposite order
	 * @param cursor from the Link header of the page before
	 */
	@ApiResponse(responseCode = "200", description = "The sessions that match; a Link header announces the next page",
			content = @Content(schema = @Schema(implementation = SessionMessageQueryResponse.class)))
	@ApiResponse(responseCode = "201", description = "Created; Location names it",
			content = @Content(schema = @Schema(ref = "#/components/schemas/SuccessResponseCreatedSessionMessage")))
	@io.swagger.v3.oas.annotations.parameters.RequestBody(
			content = @Content(schema = @Schema(oneOf = { FilterBody.class, SessionMessageRequest.class }),
					examples = { @ExampleObject(name = "filter", value = FilterBody.EXAMPLE),
							@ExampleObject(name = "filter with operators", value = FilterBody.OPERATORS),
							@ExampleObject(name = "create", value = SessionMessageRequest.BY_PYTHON_CLIENT) }))
	@PostMapping
	ResponseEntity<?> querySessionMessages(@RequestBody(required = false) @Nullable JsonObject body,
			@RequestParam(required = false) @Nullable Integer limit,
			@RequestParam(required = false) @Nullable String sort,
			@RequestParam(required = false) @Nullable String cursor, OperationId operation) {
		return (body != null && isCreate(body)) ? create(body, operation)
				: query((body != null) ? body : JsonObject.empty(), limit, sort, cursor);
	}

	/**
	 * Expire at once what is due. The service does so by itself every few seconds.
	 * @return how many this request has expired
	 */
	@PostMapping("/expire")
	ExpiryResponse expireSessionMessages() {
		return new ExpiryResponse("expiry_triggered", this.expiry.expire());
	}

	private ResponseEntity<SuccessResponse<CreatedSessionMessage>> create(JsonObject body, OperationId operation) {
		this.callers.caller().require(Scope.SESSION_MESSAGES_WRITE);
		SessionMessageRequest request = this.bodies.read(body, SessionMessageRequest.class, Default.class,
				OnCreate.class);
		return SessionMessageController.created(this.service.create(request, operation));
	}

	private ResponseEntity<SessionMessageQueryResponse> query(JsonObject filter, @Nullable Integer limit,
			@Nullable String sort, @Nullable String cursor) {
		this.callers.caller().require(Scope.SESSION_MESSAGES_READ);
		SessionMessageQueryService.Page page = this.queries.query(filter, limit, sort, cursor);
		List<SessionMessageResponse> sessions = page.sessions().stream().map(SessionMessageResponse::from).toList();
		return ResponseEntity.ok()
			.headers(PageLinks.next("cursor", page.nextCursor()))
			.body(new SessionMessageQueryResponse(true, sessions));
	}

	/** A filter never has these three as it takes them: a string and two objects. */
	private static boolean isCreate(JsonObject body) {
		return body.get("session_id") instanceof String && body.get("message_data") instanceof Document
				&& body.get("message_data_template") instanceof Document;
	}

	/** What the filter looks like in the OpenAPI document. */
	@Schema(name = "SessionMessageFilter", type = "object",
			additionalProperties = Schema.AdditionalPropertiesValue.TRUE,
			description = "Fields, paths and the operators $eq $ne $gt $gte $lt $lte $in $nin $exists $and $or $nor $not "
					+ "$regex $options $size $all $elemMatch $type $mod; {} matches all")
	interface FilterBody {

		String EXAMPLE = """
				{"status": "pending", "reception_channel_id": "slack-sim"}""";

		String OPERATORS = """
				{"$or": [{"message_data.text": {"$regex": "^hello", "$options": "i"}}, {"expiry_date": {"$gt": 0}}]}""";

	}

	/**
	 * @param success true
	 * @param data the sessions of the page
	 */
	record SessionMessageQueryResponse(boolean success, List<SessionMessageResponse> data) {
	}

	/**
	 * @param expired how many sessions
	 */
	record ExpiryResponse(String status, long expired) {
	}

}
