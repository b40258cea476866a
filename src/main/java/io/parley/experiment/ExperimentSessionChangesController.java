package io.parley.experiment;

import java.net.URI;
import java.util.List;

import io.parley.store.JsonObject;
import io.parley.store.JsonValue;
import io.parley.web.OperationId;
import io.parley.web.Precondition;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.constraints.NotNull;
import org.jspecify.annotations.Nullable;

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

	private final ExperimentSessionService service;

	private final MessageAppender appender;

	private final ExperimentMessages messages;

	ExperimentSessionChangesController(ExperimentSessionService service, MessageAppender appender,
			ExperimentMessages messages) {
		this.service = service;
		this.appender = appender;
		this.messages = messages;
	}

	/**
	 * Add Messages to Session. One message or a list, which comes in whole and in its
	 * order.
	 * @param id ID of the session
	 */
	@io.swagger.v3.oas.annotations.parameters.RequestBody(content = @Content(
			schema = @Schema(oneOf = { ExperimentMessageRequest.class, ExperimentMessageRequest[].class }),
			examples = { @ExampleObject(name = "one", value = ExperimentExamples.MESSAGE),
					@ExampleObject(name = "list", value = ExperimentExamples.MESSAGES) }))
	@ApiResponse(responseCode = "201", description = "Added: the message, or the list of them; Location is the session",
			content = @Content(
					schema = @Schema(oneOf = { ExperimentMessageResponse.class, ExperimentMessageResponse[].class })))
	@PostMapping("/messages")
	ResponseEntity<Object> appendExperimentSessionMessages(
			@Parameter(example = ExperimentExamples.ID) @PathVariable String id, @RequestBody JsonValue body,
			OperationId operation, Precondition precondition) {
		ExperimentMessages.Given given = this.messages.read(body);
		MessageAppender.Appended appended = this.appender.append(id, given.messages(), operation, precondition);
		return ResponseEntity.created(URI.create(Urls.current().session(id)))
			.eTag(appended.session().tag())
			.body(given.shape(ExperimentMessageResponse.from(appended.batch())));
	}

	/**
	 * End Chatbot Session. The session's status becomes pending-review. Ending it again
	 * changes nothing and answers the same.
	 * @param id ID of the session
	 */
	@PostMapping("/end_experiment_session")
	ResponseEntity<Void> endExperimentSession(@Parameter(example = ExperimentExamples.ID) @PathVariable String id,
			Precondition precondition) {
		return ResponseEntity.ok().eTag(this.service.end(id, precondition).tag()).build();
	}

	/**
	 * Add Tags to Session. Tags are automatically created if they don't exist. A tag with
	 * a comma is refused, since no filter could find it.
	 * @param id ID of the session
	 */
	@PostMapping("/tags")
	ResponseEntity<Tags> addExperimentSessionTags(@Parameter(example = ExperimentExamples.ID) @PathVariable String id,
			@RequestBody(required = false) @Nullable TagsRequest request, Precondition precondition) {
		return tags(this.service.addTags(id, TagsRequest.toAdd(request), precondition));
	}

	/**
	 * Remove Tags from Session. Those that it does not have are ignored.
	 * @param id ID of the session
	 */
	@DeleteMapping("/tags")
	ResponseEntity<Tags> removeExperimentSessionTags(
			@Parameter(example = ExperimentExamples.ID) @PathVariable String id,
			@RequestBody(required = false) @Nullable TagsRequest request, Precondition precondition) {
		return tags(this.service.removeTags(id, TagsRequest.toRemove(request), precondition));
	}

	private static ResponseEntity<Tags> tags(ExperimentSession session) {
		return ResponseEntity.ok().eTag(session.tag()).body(new Tags(session.tags()));
	}

	/**
	 * Update Chatbot Session State. The state is replaced whole.
	 * @param id ID of the session
	 */
	@PatchMapping("/update_state")
	ResponseEntity<State> updateExperimentSessionState(
			@Parameter(example = ExperimentExamples.ID) @PathVariable String id,
			@RequestBody @Validated StateRequest request, Precondition precondition) {
		ExperimentSession session = this.service.replaceState(id, request.state(), precondition);
		return ResponseEntity.ok().eTag(session.tag()).body(new State(true, session.state()));
	}

	@Schema(name = "tags_response_serializer", requiredProperties = "tags")
	record Tags(List<String> tags) {
	}

	@Schema(name = "Patchedupdate_state_serializer", example = ExperimentExamples.STATE)
	record StateRequest(@NotNull JsonObject state) {
	}

	@Schema(name = "update_state_response", requiredProperties = { "success", "state" })
	record State(boolean success, JsonObject state) {
	}

}
