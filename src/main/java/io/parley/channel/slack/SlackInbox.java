package io.parley.channel.slack;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import io.parley.channel.Channel;
import io.parley.channel.ChannelDirectory;
import io.parley.channel.ChannelKind;
import io.parley.channel.SecretBox;
import io.parley.channel.UnreadableSecretException;
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

	/** So that a channel that there is not takes as long as one that there is. */
	private static final String NOBODYS_SECRET = "0".repeat(32);

	private final ChannelDirectory channels;

	private final SecretBox secrets;

	private final SlackReplies replies;

	private final Clock clock;

	private final JsonMapper mapper;

	SlackInbox(ChannelDirectory channels, SecretBox secrets, SlackReplies replies, Clock clock, JsonMapper mapper) {
		this.channels = channels;
		this.secrets = secrets;
		this.replies = replies;
		this.clock = clock;
		this.mapper = mapper;
	}

	/**
	 * Takes a request.
	 * @param form whether the body is a form with the field {@code payload}, else it is
	 * JSON
	 * @return the challenge to answer, where Slack verifies the URL
	 * @throws ProblemException 401 where it is not signed, or too long ago; 400 where the
	 * body is malformed; 503 where it is to be sent again
	 */
	Optional<String> receive(String channelId, SlackRequest request, boolean form) {
		List<Channel> signed = signed(channelId, request);
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

	private List<Channel> signed(String channelId, SlackRequest request) {
		List<Channel> named = this.channels.ofKind(ChannelKind.SLACK, channelId);
		boolean fresh = request.isFresh(this.clock.instant());
		if (named.isEmpty()) {
			request.isSignedWith(NOBODYS_SECRET);
		}
		List<Channel> signed = named.stream().filter((channel) -> isSignedFor(channel, request)).toList();
		if (!fresh || signed.isEmpty()) {
			throw ProblemException.unauthorized("X-Slack-Signature must be Slack's for this body, made with the"
					+ " signing secret of this channel at most five minutes ago");
		}
		return signed;
	}

	private boolean isSignedFor(Channel channel, SlackRequest request) {
		try {
			return request
				.isSignedWith(this.secrets.open(channel, SecretBox.SIGNING_SECRET, channel.settings().signingSecret()));
		}
		catch (UnreadableSecretException ex) {
			log.warn("Nothing is taken from Slack for team {}: {}", channel.team(), ex.getMessage());
			return false;
		}
	}

	private void take(List<Channel> signed, SlackRequest request, SlackReply reply) {
		this.replies.take(ofTheSameApp(signed, request), reply);
	}

	/** Those that the URL names first. */
	private List<Channel> ofTheSameApp(List<Channel> signed, SlackRequest request) {
		Set<String> teams = signed.stream().map(Channel::team).collect(Collectors.toSet());
		List<Channel> all = new ArrayList<>(signed);
		this.channels.delivered()
			.stream()
			.filter((channel) -> channel.kindOf() == ChannelKind.SLACK && teams.contains(channel.team())
					&& !signed.contains(channel) && isSignedFor(channel, request))
			.forEach(all::add);
		return all;
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
		try {
			return Arrays.stream(new String(form, StandardCharsets.UTF_8).split("&"))
				.filter((field) -> field.startsWith("payload="))
				.findFirst()
				.map((field) -> URLDecoder.decode(field.substring("payload=".length()), StandardCharsets.UTF_8))
				.orElse("")
				.getBytes(StandardCharsets.UTF_8);
		}
		catch (IllegalArgumentException ex) {
			return new byte[0];
		}
	}

}
