package io.parley.channel.slack;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.parley.channel.Attempt;
import io.parley.channel.Channel;
import io.parley.channel.ChannelKind;
import io.parley.reply.MessageText;
import io.parley.channel.OutgoingMessage;
import io.parley.channel.Transport;
import io.parley.sessionmessage.AskedSession;
import org.bson.types.ObjectId;

import org.springframework.stereotype.Component;

/**
 * Posts messages in Slack. The first of a session begins a thread, in which all later
 * ones are posted, wherever the channel leads by then; its receipt names the Slack
 * channel and the timestamp by which Slack knows the message.
 */
@Component
class SlackTransport implements Transport {

	/** The longest text of a notification. */
	private static final int NOTIFICATION = 1000;

	private final SlackApi api;

	SlackTransport(SlackApi api) {
		this.api = api;
	}

	@Override
	public ChannelKind kind() {
		return ChannelKind.SLACK;
	}

	@Override
	public boolean threads() {
		return true;
	}

	@Override
	public Attempt deliver(Channel channel, OutgoingMessage message) {
		AskedSession session = message.session();
		String text = MessageText.of(message.message());
		List<Object> blocks = blocks(message, text);
		Map<String, Object> arguments = new LinkedHashMap<>(place(channel, message));
		arguments.putAll(content(text, blocks));
		if (session != null) {
			arguments.put("metadata", new SlackMark(session.id(), new ObjectId(message.messageId())).metadata());
		}
		arguments.put("mrkdwn", false);
		arguments.put("unfurl_links", false);
		arguments.put("unfurl_media", false);
		SlackAnswer answer = this.api.call(channel, "chat.postMessage", arguments);
		return (answer.isDone() && !answer.hasPlace())
				? Attempt.failed(answer.status(), "What answered chat.postMessage was not Slack's Web API", null)
				: answer.toAttempt((session != null) ? session.id() : null);
	}

	private static List<Object> blocks(OutgoingMessage message, String text) {
		AskedSession session = message.session();
		if (session == null && !message.test()) {
			return SlackBlocks.ended(text, SlackEnding.WITHDRAWN);
		}
		return (session != null && session.ended()) ? SlackBlocks.ended(text, SlackEnding.of(session, null))
				: SlackBlocks.question(message, text);
	}

	/** The thread of the session, where it has one; not that of one that was deleted. */
	private static Map<String, Object> place(Channel channel, OutgoingMessage message) {
		if (message.thread() != null) {
			SlackReceipt first = SlackReceipt.of(message.thread());
			if (message.session() != null && message.session().id().equals(first.session())) {
				return Map.of("channel", first.channel(), "thread_ts", first.ts());
			}
		}
		return Map.of("channel", channel.settings().channel());
	}

	/** Blocks, and the text for notifications, in which nothing is markup either. */
	static Map<String, Object> content(String text, List<Object> blocks) {
		return Map.of("text", SlackText.escape(text.isBlank() ? "(no text)" : text.strip(), NOTIFICATION), "parse",
				"none", "link_names", false, "blocks", blocks);
	}

}
