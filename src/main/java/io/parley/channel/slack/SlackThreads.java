package io.parley.channel.slack;

import java.util.List;
import java.util.Map;

import io.parley.channel.Attempt.Result;
import io.parley.channel.Channel;
import io.parley.channel.slack.SlackReply.Place;
import io.parley.web.ProblemException;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/**
 * Asks Slack which message a thread is of, where that is not written down: the message is
 * a copy that was posted just before a crash, or its delivery is not recorded yet.
 */
@Component
class SlackThreads {

	/** An app in several workspaces has a channel here in each. */
	private static final int MOST = 5;

	private final SlackApi api;

	SlackThreads(SlackApi api) {
		this.api = api;
	}

	/**
	 * The message that a thread is of, as {@code conversations.replies} shows it; or why
	 * Slack does not show it to any of these channels.
	 * @throws ProblemException 503 where Slack may show it another time
	 */
	@Nullable SlackAnswer parent(List<Channel> channels, Place place) {
		Map<String, String> which = Map.of("channel", place.channel(), "ts", place.thread(), "limit", "1",
				"include_all_metadata", "true");
		SlackAnswer answer = null;
		for (Channel channel : channels.subList(0, Math.min(MOST, channels.size()))) {
			answer = this.api.read(channel, "conversations.replies", which);
			if (answer.isDone()) {
				return answer;
			}
			if (answer.result() == Result.FAILED) {
				throw ProblemException.unavailable("Slack does not say now which message this thread is of");
			}
		}
		return answer;
	}

}
