package io.parley.channel;

import io.parley.web.ProblemException;
import io.parley.web.page.CountedPage;
import io.parley.web.page.PageRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Service;

/**
 * The channels of the team of the caller at hand, for pages that show them: the same as
 * {@code /channels} answers, without secrets, and whether each can work.
 */
@Service
public class Channels {

	private final ChannelService channels;

	private final ChannelTestService tests;

	private final ChannelReadiness readiness;

	private final ChannelSecrets secrets;

	Channels(ChannelService channels, ChannelTestService tests, ChannelReadiness readiness, ChannelSecrets secrets) {
		this.channels = channels;
		this.tests = tests;
		this.readiness = readiness;
		this.secrets = secrets;
	}

	/**
	 * A channel and whether it can work.
	 *
	 * @param trouble what keeps messages from going out over it, in words, or null
	 */
	public record Shown(ChannelResponse channel, @Nullable String trouble) {
	}

	/** A page of the channels, newest first. */
	public CountedPage<Shown> list(PageRequest request) {
		return this.channels.list(request).map((page) -> page.stream().map(this::shown).toList());
	}

	/**
	 * @throws ProblemException 404 when the team has no such channel
	 */
	public Shown get(String channelId) {
		return shown(this.channels.get(channelId));
	}

	/**
	 * Sends one message that is marked as a test, and waits for the receiver.
	 * @throws ProblemException 404 when the team has no such channel
	 */
	public ChannelTestResponse test(String channelId) {
		return this.tests.test(channelId);
	}

	private Shown shown(Channel channel) {
		String trouble = this.readiness.missing(channel.kindOf())
			.orElseGet(() -> this.secrets.areReadable(channel) ? null
					: "its secrets cannot be decrypted with the keys of PARLEY_SECRET_KEY");
		return new Shown(ChannelResponse.from(channel), trouble);
	}

}
