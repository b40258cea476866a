package io.parley.channel.slack;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.parley.channel.Channel;
import io.parley.web.FormBody;
import io.parley.web.ProblemException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.stereotype.Component;

/**
 * Takes what Slack calls back with, where it is signed with the secret of a channel. The
 * team is whose channel that is. An app of Slack has one URL, in which one of its
 * channels stands; the team's other channels of the same app are known by their secret.
 */
@Component
class SlackInbox {

	private static final Logger log = LoggerFactory.getLogger(SlackInbox.class);

	private final SlackSignatures signatures;

	private final SlackReplies replies;

	private final JsonMapper mapper;

	SlackInbox(SlackSignatures signatures, SlackReplies replies, JsonMapper mapper) {
		this.signatures = signatures;
		this.replies = replies;
		this.mapper = mapper;
	}

	/**
	 * Takes a request.
	 * @param form whether the body is a form with the field {@code payload}, else it is
	 * JSON
	 * @return the challenge to answer, where Slack verifies the URL
	 * @throws ProblemException 401 where it is not signed, or too long ago; 413; 400
	 * where the body is malformed; 503 where it is to be sent again
	 */
	Optional<String> receive(String channelId, SlackRequest request, boolean form) {
		List<Channel> signed = this.signatures.require(channelId, request);
		JsonNode body = read(form ? payload(request.body()) : request.body());
		switch (body.path("type").asString("")) {
			case "url_verification":
				return Optional.of(body.path("challenge").asString(""));
			case "event_callback":
				SlackReply.ofEvent(body).ifPresent((reply) -> take(signed, request, reply));
				break;
			case "block_actions":
				SlackReply.ofAction(body).ifPresent((reply) -> take(signed, request, reply));
				break;
			default:
				log.debug("Channel {} was called back with something else", channelId);
		}
		return Optional.empty();
	}

	private void take(List<Channel> signed, SlackRequest request, SlackReply reply) {
		this.replies.take(this.signatures.ofTheSameApp(signed, request), reply);
	}

	private JsonNode read(byte[] json) {
		try {
			JsonNode body = this.mapper.readTree(json);
			if (body.isObject()) {
				return body;
			}
		}
		catch (JacksonException ex) {
			log.debug("Slack called back with malformed JSON");
		}
		throw ProblemException.invalid("body", "The body must be a JSON object, or a form with one in payload");
	}

	private static byte[] payload(byte[] form) {
		List<String> found = new ArrayList<>();
		FormBody.read(form, (name, value) -> {
			if (name.equals("payload")) {
				found.add(value);
			}
		});
		return found.isEmpty() ? new byte[0] : found.get(0).getBytes(StandardCharsets.UTF_8);
	}

}
