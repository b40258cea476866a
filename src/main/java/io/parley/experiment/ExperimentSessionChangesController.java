package io.parley.experiment;

import java.net.URI;
import java.util.List;
import java.util.function.Function;

import io.parley.store.JsonObject;
import io.parley.store.JsonValue;
import io.parley.web.BodyReader;
import io.parley.web.OperationId;
import io.parley.web.Precondition;
import io.parley.web.ProblemException;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.bson.Document;

import org.springframework.http.ResponseEntity;
import org.springframework.validation.annotation.Validated;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** One experiment session: messages, end, tags, state. */
@Tag(name = "Experiment Sessions")
@RestController
@RequestMapping(Urls.SESSIONS + "/{id}")
class ExperimentSessionChangesController {

	private final ExperimentSessionChanges changes;

	private final MessageAppender appender;

	private final BodyReader bodies;

	ExperimentSessionChangesController(ExperimentSessionChanges changes, MessageAppender appender, BodyReader bodies) {
		this.changes = changes;
		this.appender = appender;
		this.bodies = bodies;
	}

	@Operation(summary = "Add Messages to Session", description = ExperimentExamples.APPEND)
	@io.swagger.v3.oas.annotations.parameters.RequestBody(content = @Content(
			schema = @Schema(oneOf = { ExperimentMessageRequest.class, ExperimentMessageRequest[].class }),
			examples = { @ExampleObject(name = "one", value = ExperimentExamples.MESSAGE),
					@ExampleObject(name = "list", value = ExperimentExamples.MESSAGES) }))
	@ApiResponse(responseCode = "201", description = "Added: the message, or the list of them; Location is the session",
			content = @Content(
					schema = @Schema(oneOf = { ExperimentMessageResponse.class, ExperimentMessageResponse[].class })))
	@PostMapping("/messages")
	ResponseEntity<?> appendExperimentSessionMessages(
			@Parameter(description = ExperimentExamples.ID,
					example = ExperimentExamples.SOME_ID) @PathVariable String id,
			@RequestBody JsonValue body, OperationId operation, Precondition precondition) {
		if (body.stored() instanceof Document message) {
			ExperimentMessageRequest one = this.bodies.read(new JsonObject(message), ExperimentMessageRequest.class);
			return append(id, List.of(one), operation, precondition, (views) -> views.get(0));
		}
		if (body.stored() instanceof List<?> messages) {
			JsonObject list = new JsonObject(new Document("messages", messages));
			MessageList many = this.bodies.read(list, MessageList.class);
			return append(id, many.messages(), operation, precondition, Function.identity());
		}
		throw ProblemException.invalid("body", "The body must be a message or a list of messages");
	}

	private ResponseEntity<?> append(String id, List<ExperimentMessageRequest> messages, OperationId operation,
			Precondition precondition, Function<List<ExperimentMessageResponse>, ?> shape) {
		MessageAppender.Appended appended = this.appender.append(id, messages, operation, precondition);
		return ResponseEntity.created(URI.create(Urls.current().session(appended.session().sessionId())))
			.eTag(appended.session().tag())
			.body(shape.apply(ExperimentMessageResponse.from(appended.batch())));
	}

	@Operation(summary = "End Chatbot Session", description = ExperimentExamples.END)
	@PostMapping("/end_experiment_session")
	ResponseEntity<Void> endExperimentSession(@Parameter(description = ExperimentExamples.ID,
			example = ExperimentExamples.SOME_ID) @PathVariable String id, Precondition precondition) {
		return ResponseEntity.ok().eTag(this.changes.end(id, precondition).tag()).build();
	}

	@Operation(summary = "Add Tags to Session",
			description = "Add tags to a session. Tags are automatically created if they don't exist.")
	@io.swagger.v3.oas.annotations.parameters.RequestBody(
			content = @Content(examples = @ExampleObject(name = "tags", value = ExperimentExamples.TAGS)))
	@PostMapping("/tags")
	ResponseEntity<Tags> addExperimentSessionTags(
			@Parameter(description = ExperimentExamples.ID,
					example = ExperimentExamples.SOME_ID) @PathVariable String id,
			@RequestBody(required = false) TagsRequest request, Precondition precondition) {
		return tags(this.changes.addTags(id, TagsRequest.toAdd(request), precondition));
	}

	@Operation(summary = "Remove Tags from Session", description = "Remove tags from a session.")
	@io.swagger.v3.oas.annotations.parameters.RequestBody(
			content = @Content(examples = @ExampleObject(name = "tags", value = ExperimentExamples.TAGS)))
	@DeleteMapping("/tags")
	ResponseEntity<Tags> removeExperimentSessionTags(
			@Parameter(description = ExperimentExamples.ID,
					example = ExperimentExamples.SOME_ID) @PathVariable String id,
			@RequestBody(required = false) TagsRequest request, Precondition precondition) {
		return tags(this.changes.removeTags(id, TagsRequest.toRemove(request), precondition));
	}

	private static ResponseEntity<Tags> tags(ExperimentSession session) {
		return ResponseEntity.ok().eTag(session.tag()).body(new Tags(session.tags()));
	}

	@Operation(summary = "Update Chatbot Session State", description = "The state is replaced whole.")
	@io.swagger.v3.oas.annotations.parameters.RequestBody(
			content = @Content(examples = @ExampleObject(name = "state", value = ExperimentExamples.STATE)))
	@PatchMapping("/update_state")
	ResponseEntity<State> updateExperimentSessionState(
			@Parameter(description = ExperimentExamples.ID,
					example = ExperimentExamples.SOME_ID) @PathVariable String id,
			@RequestBody @Validated StateRequest request, Precondition precondition) {
		ExperimentSession session = this.changes.replaceState(id, request.state(), precondition);
		return ResponseEntity.ok().eTag(session.tag()).body(new State(true, session.state()));
	}

	record MessageList(@Size(min = 1, max = ExperimentMessageRequest.MOST,
			message = "must have {min} to {max} entries") List<@NotNull @Valid ExperimentMessageRequest> messages) {
	}

	@Schema(name = "tags_response_serializer")
	record Tags(List<String> tags) {
	}

	@Schema(name = "Patchedupdate_state_serializer")
	record StateRequest(@NotNull JsonObject state) {
	}

	@Schema(name = "update_state_response")
	record State(boolean success, JsonObject state) {
	}

}
