package io.parley.channel;

import io.parley.web.ProblemException;
import io.parley.web.page.CountedPage;
import io.parley.web.page.PageRequest;

import org.springframework.stereotype.Service;

/**
 * The channels of the team of the caller at hand, for pages that show them: the same as
 * {@code /channels} answers, without secrets.
 */
@Service
public class Channels {

	private final ChannelService channels;

	private final ChannelTestService tests;

	Channels(ChannelService channels, ChannelTestService tests) {
		this.channels = channels;
		this.tests = tests;
	}

	/** A page of the channels, newest first. */
	public CountedPage<ChannelResponse> list(PageRequest request) {
		return this.channels.list(request).map((page) -> page.stream().map(ChannelResponse::from).toList());
	}

	/**
	 * @throws ProblemException 404 when the team has no such channel
	 */
	public ChannelResponse get(String channelId) {
		return ChannelResponse.from(this.channels.get(channelId));
	}

	/**
	 * Sends one message that is marked as a test, and waits for the receiver.
	 * @throws ProblemException 404 when the team has no such channel
	 */
	public ChannelTestResponse test(String channelId) {
		return this.tests.test(channelId);
	}

}
