package io.parley.channel.slack;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.parley.web.BufferedRequest;
import io.parley.web.Characters;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/** Where Slack calls back. */
@Tag(name = "Channels")
@RestController
class SlackEventsController {

	private static final String SOME_ID = "operators";

	private static final String EXAMPLE = """
			{"type": "url_verification", "challenge": "3eZbrw1aBm2rZgRNFdxV2595E9CY3gmdALWMmHkvFXO7tYXAYM8P"}""";

	private final SlackInbox inbox;

	SlackEventsController(SlackInbox inbox) {
		this.inbox = inbox;
	}

	/**
	 * Take what Slack calls back with. Both the Events API and interactivity of a Slack
	 * app lead here. A reply in the thread of a message, and a button of it, are the
	 * reply to its session; everything else is taken and ignored. No credential is asked:
	 * the request has to be signed with the signing secret of the channel.
	 * @param id the channel
	 * @param timestamp when Slack signed it, epoch seconds; at most five minutes ago
	 * @param signature over the body as it is
	 */
	@ApiResponse(responseCode = "200", description = "Taken; with the challenge where Slack verifies the URL",
			content = @Content(schema = @Schema(implementation = ChallengeResponse.class)))
	@ApiResponse(responseCode = "401", ref = "401")
	@ApiResponse(responseCode = "413", ref = "413")
	@ApiResponse(responseCode = "415", ref = "415")
	@io.swagger.v3.oas.annotations.parameters.RequestBody(required = true,
			content = { @Content(mediaType = MediaType.APPLICATION_JSON_VALUE,
					schema = @Schema(type = "object", description = "As Slack's Events API describes it"),
					examples = @ExampleObject(name = "URL verification", value = EXAMPLE)),
					@Content(mediaType = MediaType.APPLICATION_FORM_URLENCODED_VALUE, schema = @Schema(type = "object",
							description = "A field payload with JSON, as Slack's interactivity describes it")) })
	@PostMapping(path = "/channels/{id}/slack/events",
			consumes = { MediaType.APPLICATION_JSON_VALUE, MediaType.APPLICATION_FORM_URLENCODED_VALUE })
	ChallengeResponse receiveSlackEvents(@Parameter(example = SOME_ID) @PathVariable @Characters(min = 1) String id,
			@RequestHeader(name = "X-Slack-Request-Timestamp", required = false) @Nullable String timestamp,
			@RequestHeader(name = "X-Slack-Signature", required = false) @Nullable String signature,
			@Parameter(hidden = true) HttpServletRequest request) {
		SlackRequest signed = new SlackRequest(BufferedRequest.bodyOf(request), timestamp, signature);
		MediaType type = MediaType.parseMediaType(request.getContentType());
		return new ChallengeResponse(
				this.inbox.receive(id, signed, MediaType.APPLICATION_FORM_URLENCODED.equalsTypeAndSubtype(type))
					.orElse(null));
	}

	/**
	 * The answer by which Slack knows that a URL is the app's; to everything else it has
	 * no member.
	 */
	@JsonInclude(JsonInclude.Include.NON_NULL)
	record ChallengeResponse(@Nullable String challenge) {
	}

}
