package io.parley.message;

import io.parley.message.MessageController.Deleted;
import io.parley.web.Precondition;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;

import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.validation.annotation.Validated;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** The names by which threads show a participant. Nobody needs one to talk. */
@RestController
@Tag(name = "Participants")
class ParticipantController {

	private static final String USER = "/users/{user_id}";

	private static final String BOT = "/bots/{bot_id}";

	private final ParticipantNameService names;

	ParticipantController(ParticipantNameService names) {
		this.names = names;
	}

	/** Get a participant's names. A 404 where none were put. */
	@GetMapping({ USER, BOT })
	ResponseEntity<ParticipantResponse> getParticipant(Participant participant) {
		ParticipantName name = this.names.get(participant);
		return ResponseEntity.ok().eTag(name.tag()).body(ParticipantResponse.of(participant, name));
	}

	/** Put a user's names. Replaces both. */
	@ApiResponse(responseCode = "200", description = "Replaced")
	@ApiResponse(responseCode = "201", description = "There were none; Location names them")
	@PutMapping(USER)
	@io.swagger.v3.oas.annotations.parameters.RequestBody(required = true,
			content = @Content(mediaType = "application/json",
					examples = @ExampleObject(name = "names", value = MessageExamples.USER_NAMES)))
	ResponseEntity<ParticipantResponse> putUser(Participant user,
			@RequestBody @Validated ParticipantNameRequest.UserNames request, Precondition precondition) {
		return answer(user, this.names.put(user, request.username(), request.displayname(), precondition));
	}

	/** Put a bot's names. Replaces both. */
	@ApiResponse(responseCode = "200", description = "Replaced")
	@ApiResponse(responseCode = "201", description = "There were none; Location names them")
	@PutMapping(BOT)
	@io.swagger.v3.oas.annotations.parameters.RequestBody(required = true,
			content = @Content(mediaType = "application/json",
					examples = @ExampleObject(name = "names", value = MessageExamples.BOT_NAMES)))
	ResponseEntity<ParticipantResponse> putBot(Participant bot,
			@RequestBody @Validated ParticipantNameRequest.BotNames request, Precondition precondition) {
		return answer(bot, this.names.put(bot, request.name(), request.displayname(), precondition));
	}

	/** Forget a participant's names. The messages stay. */
	@DeleteMapping({ USER, BOT })
	Deleted deleteParticipant(Participant participant, Precondition precondition) {
		this.names.delete(participant, precondition);
		return new Deleted(1);
	}

	private static ResponseEntity<ParticipantResponse> answer(Participant participant, ParticipantNameService.Put put) {
		ResponseEntity.BodyBuilder answer = put.created() ? ResponseEntity.created(participant.uri())
				: ResponseEntity.status(HttpStatus.OK);
		return answer.eTag(put.name().tag()).body(ParticipantResponse.of(participant, put.name()));
	}

}
