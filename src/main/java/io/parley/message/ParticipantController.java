package io.parley.message;

import java.util.List;

import io.parley.message.MessageController.DeletedCount;
import io.parley.web.Characters;
import io.parley.web.PageLinks;
import io.parley.web.Precondition;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;

import org.springframework.http.ResponseEntity;
import org.springframework.util.MultiValueMap;
import org.springframework.validation.annotation.Validated;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.util.UriComponentsBuilder;

/** A participant's threads and names: the same for users and for bots. */
abstract class ParticipantController {

	private final ParticipantKind kind;

	private final ThreadService threads;

	private final ParticipantNameService names;

	private final Cursors cursors;

	ParticipantController(ParticipantKind kind, ThreadService threads, ParticipantNameService names, Cursors cursors) {
		this.kind = kind;
		this.threads = threads;
		this.names = names;
		this.cursors = cursors;
	}

	@GetMapping("/threads")
	@Operation(summary = "List threads",
			description = "The distinct groups of the participant's messages, each by its newest message with the"
					+ " names of who takes part and the number of messages, newest first.")
	@Parameter(name = GroupBy.PARAMETER, in = ParameterIn.QUERY, required = true, example = "['user_ids','bot_ids']",
			description = "sender_id, sender_type, user_ids, bot_ids, context.<path>; repeated, with commas, or a list",
			schema = @Schema(type = "string"))
	@ApiResponse(responseCode = "200", useReturnTypeSchema = true,
			content = @Content(examples = @ExampleObject(name = "answer", value = MessageExamples.THREADS)))
	ResponseEntity<List<ThreadResponse>> threads(@PathVariable @Characters(min = 1) String id,
			@RequestParam @Parameter(hidden = true) MultiValueMap<String, String> parameters,
			@RequestParam(defaultValue = "50") @Min(1) @Max(500) int limit,
			@RequestParam(required = false) String before, @RequestParam(required = false) String after) {
		GroupBy groupBy = GroupBy.of(parameters.get(GroupBy.PARAMETER));
		Page page = this.cursors.page(participant(id), limit, before, after);
		Page.Of<ThreadResponse> found = this.threads.threads(participant(id), groupBy, page);
		return ResponseEntity.ok().headers(PageLinks.next(found.parameter(), found.next())).body(found.entries());
	}

	@GetMapping
	@Operation(summary = "Get the names", description = "The names that threads show; 404 where none were put.")
	ResponseEntity<ParticipantResponse> get(@PathVariable @Characters(min = 1) String id) {
		ParticipantName name = this.names.get(participant(id));
		return ResponseEntity.ok().eTag(name.tag()).body(ParticipantResponse.of(participant(id), name));
	}

	@DeleteMapping
	@Operation(summary = "Forget the names", description = "The participant's messages stay.")
	@ApiResponse(responseCode = "200", useReturnTypeSchema = true,
			content = @Content(examples = @ExampleObject(name = "answer", value = "{\"deleted\": 1}")))
	DeletedCount delete(@PathVariable @Characters(min = 1) String id, Precondition precondition) {
		this.names.delete(participant(id), precondition);
		return new DeletedCount(1);
	}

	ResponseEntity<ParticipantResponse> put(String id, String name, String displayname, Precondition precondition) {
		ParticipantNameService.Put put = this.names.put(participant(id), name, displayname, precondition);
		ResponseEntity.BodyBuilder answer = put.created() ? ResponseEntity.created(
				UriComponentsBuilder.fromPath("/" + this.kind.plural() + "/{id}").encode().buildAndExpand(id).toUri())
				: ResponseEntity.ok();
		return answer.eTag(put.name().tag()).body(ParticipantResponse.of(participant(id), put.name()));
	}

	private Participant participant(String id) {
		return new Participant(this.kind, id);
	}

	/** The threads and names of users. */
	@RestController
	@RequestMapping("/users/{id}")
	@Tag(name = "Users", description = "Threads and names of users")
	static class OfUsers extends ParticipantController {

		OfUsers(ThreadService threads, ParticipantNameService names, Cursors cursors) {
			super(ParticipantKind.USER, threads, names, cursors);
		}

		@PutMapping
		@Operation(summary = "Put a user's names", description = "Replaces both; a user need not have any to talk.")
		@io.swagger.v3.oas.annotations.parameters.RequestBody(required = true,
				content = @Content(mediaType = "application/json",
						examples = @ExampleObject(name = "names", value = MessageExamples.USER_NAMES)))
		@ApiResponse(responseCode = "200", useReturnTypeSchema = true,
				content = @Content(examples = @ExampleObject(name = "answer", value = MessageExamples.USER)))
		@ApiResponse(responseCode = "201", useReturnTypeSchema = true,
				content = @Content(examples = @ExampleObject(name = "answer", value = MessageExamples.USER)))
		ResponseEntity<ParticipantResponse> put(@PathVariable @Characters(min = 1) String id,
				@RequestBody @Validated ParticipantNameRequest.UserNames request, Precondition precondition) {
			return put(id, request.username(), request.displayname(), precondition);
		}

	}

	/** The threads and names of bots. */
	@RestController
	@RequestMapping("/bots/{id}")
	@Tag(name = "Bots", description = "Threads and names of bots")
	static class OfBots extends ParticipantController {

		OfBots(ThreadService threads, ParticipantNameService names, Cursors cursors) {
			super(ParticipantKind.BOT, threads, names, cursors);
		}

		@PutMapping
		@Operation(summary = "Put a bot's names", description = "Replaces both; a bot need not have any to talk.")
		@io.swagger.v3.oas.annotations.parameters.RequestBody(required = true,
				content = @Content(mediaType = "application/json",
						examples = @ExampleObject(name = "names", value = MessageExamples.BOT_NAMES)))
		@ApiResponse(responseCode = "200", useReturnTypeSchema = true,
				content = @Content(examples = @ExampleObject(name = "answer", value = MessageExamples.BOT)))
		@ApiResponse(responseCode = "201", useReturnTypeSchema = true,
				content = @Content(examples = @ExampleObject(name = "answer", value = MessageExamples.BOT)))
		ResponseEntity<ParticipantResponse> put(@PathVariable @Characters(min = 1) String id,
				@RequestBody @Validated ParticipantNameRequest.BotNames request, Precondition precondition) {
			return put(id, request.name(), request.displayname(), precondition);
		}

	}

}
