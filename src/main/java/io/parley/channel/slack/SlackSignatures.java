package io.parley.channel.slack;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;

import io.parley.channel.Channel;
import io.parley.channel.ChannelDirectory;
import io.parley.channel.ChannelKind;
import io.parley.channel.SecretBox;
import io.parley.channel.UnreadableSecretException;
import io.parley.web.ProblemException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.stereotype.Component;

/**
 * Tells whose channels a request of Slack is signed for. Whoever has no credential can
 * send one, so what costs nothing to see is looked at first.
 */
@Component
class SlackSignatures {

	private static final Logger log = LoggerFactory.getLogger(SlackSignatures.class);

	/** So that a channel that there is not takes as long as one that there is. */
	private static final String NOBODYS_SECRET = "0".repeat(32);

	private static final Duration BETWEEN_WARNINGS = Duration.ofMinutes(1);

	private final ChannelDirectory channels;

	private final SecretBox secrets;

	private final Clock clock;

	private final AtomicReference<Instant> warned = new AtomicReference<>(Instant.EPOCH);

	SlackSignatures(ChannelDirectory channels, SecretBox secrets, Clock clock) {
		this.channels = channels;
		this.secrets = secrets;
		this.clock = clock;
	}

	/**
	 * The channels of this id, one of a team at most, for which the request is signed.
	 * @throws ProblemException 401 where there are none, or it was signed too long ago;
	 * 413 where the body is larger than any of Slack's
	 */
	List<Channel> require(String channelId, SlackRequest request) {
		if (!request.isPlausible(this.clock.instant())) {
			throw unsigned();
		}
		if (request.body().length > SlackRequest.LONGEST) {
			throw ProblemException.tooLarge(
					"The body is larger than %d bytes, the most that is accepted here".formatted(SlackRequest.LONGEST));
		}
		List<Channel> named = this.channels.ofKind(ChannelKind.SLACK, channelId);
		if (named.isEmpty()) {
			request.isSignedWith(NOBODYS_SECRET);
		}
		List<Channel> signed = named.stream().filter((channel) -> isSignedFor(channel, request)).toList();
		if (signed.isEmpty()) {
			throw unsigned();
		}
		return signed;
	}

	private static ProblemException unsigned() {
		return ProblemException.unauthorized("X-Slack-Signature must be Slack's for this body, made with the"
				+ " signing secret of this channel at most five minutes ago");
	}

	/** These channels first, then others of their teams with the same signing secret. */
	List<Channel> ofTheSameApp(List<Channel> signed, SlackRequest request) {
		Set<String> teams = signed.stream().map(Channel::team).collect(Collectors.toSet());
		List<Channel> all = new ArrayList<>(signed);
		this.channels.delivered()
			.stream()
			.filter((channel) -> channel.kindOf() == ChannelKind.SLACK && teams.contains(channel.team())
					&& !signed.contains(channel) && isSignedFor(channel, request))
			.forEach(all::add);
		return all;
	}

	private boolean isSignedFor(Channel channel, SlackRequest request) {
		try {
			return request
				.isSignedWith(this.secrets.open(channel, SecretBox.SIGNING_SECRET, channel.settings().signingSecret()));
		}
		catch (UnreadableSecretException ex) {
			warn(channel, ex);
			return false;
		}
	}

	/** Not for each request, which anybody can send; health tells of all channels. */
	private void warn(Channel channel, UnreadableSecretException ex) {
		Instant now = this.clock.instant();
		Instant before = this.warned.get();
		if (Duration.between(before, now).compareTo(BETWEEN_WARNINGS) >= 0 && this.warned.compareAndSet(before, now)) {
			log.warn("Nothing is taken from Slack for channel {} of team {}: {}", channel.channelId(), channel.team(),
					ex.getMessage());
		}
	}

}
