package io.parley.channel.slack;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

import io.parley.channel.MessageParts;
import io.parley.channel.OutgoingMessage;
import io.parley.channel.ReplyField;
import io.parley.channel.slack.SlackChoices.Choice;
import io.parley.sessionmessage.AskedSession;
import org.bson.types.ObjectId;
import org.jspecify.annotations.Nullable;

/**
 * The blocks of Slack's messages. What callers wrote stands in plain text alone;
 * marked-up text is made of the ids of Slack's users and of this service's own URLs.
 */
final class SlackBlocks {

	private static final int SECTION = 3000;

	/** Slack bounds the text of all blocks together, at a little more than this. */
	private static final int SECTIONS = 4;

	/** More choices than this are a list, not buttons. */
	private static final int BUTTONS = 5;

	private static final int SHORT = 300;

	private static final Pattern USER = Pattern.compile("[UW][A-Z0-9]{1,30}");

	private SlackBlocks() {
	}

	/** A message that asks, or only tries the channel. */
	static List<Object> question(OutgoingMessage message, String text) {
		List<Object> blocks = new ArrayList<>();
		if (message.test()) {
			blocks.add(context(List.of(plain(MessageParts.TEST))));
		}
		blocks.addAll(sections(text));
		AskedSession session = message.session();
		if (session != null && !session.ended()) {
			Optional<SlackChoices> choices = SlackChoices.of(session.template());
			choices.ifPresent((found) -> blocks.add(actions(found, session.id(), new ObjectId(message.messageId()))));
			blocks.add(context(hints(session, choices.isPresent(), message.replyPageUrl())));
		}
		return blocks;
	}

	/** A message whose session has ended. */
	static List<Object> ended(String text, SlackEnding ending) {
		List<Object> blocks = new ArrayList<>(sections(text));
		blocks.add(outcome(ending));
		return blocks;
	}

	/** What happened, by whom, and what was replied. */
	static Object outcome(SlackEnding ending) {
		List<Object> elements = new ArrayList<>();
		elements.add(plain(SlackText.escape(ending.sentence(), SHORT)));
		String user = ending.slackUser();
		if (user != null && USER.matcher(user).matches()) {
			elements.add(marked("<@" + user + ">"));
		}
		else if (ending.name() != null) {
			elements.add(plain(SlackText.escape(ending.name(), SHORT)));
		}
		if (ending.reply() != null && !ending.reply().isBlank()) {
			elements.add(plain(SlackText.escape(ending.reply(), SHORT)));
		}
		return context(elements);
	}

	private static List<Object> sections(String text) {
		String shown = text.isBlank() ? "(no text)" : text.strip();
		List<Object> sections = new ArrayList<>();
		int begin = 0;
		while (begin < shown.length() && sections.size() < SECTIONS) {
			int end = SlackText.end(shown, begin, SECTION);
			sections.add(Map.of("type", "section", "text", plain(SlackText.escape(shown.substring(begin, end)))));
			begin = end;
		}
		if (begin < shown.length()) {
			sections.add(context(List.of(plain("The text goes on; it is too long to be shown here."))));
		}
		return sections;
	}

	private static Object actions(SlackChoices choices, ObjectId session, ObjectId message) {
		List<Choice> all = choices.choices();
		List<Object> elements = new ArrayList<>();
		if (all.size() <= BUTTONS) {
			all.forEach((choice) -> elements.add(button(choice, session, message)));
		}
		else {
			elements.add(Map.of("type", "static_select", "action_id", SlackButton.ACTION, "placeholder",
					plain("Choose one"), "options",
					all.stream()
						.map((choice) -> Map.of("text", plain(choice.shown()), "value",
								new SlackButton(session, message, choice.key()).value()))
						.toList()));
		}
		return Map.of("type", "actions", "elements", elements);
	}

	private static Object button(Choice choice, ObjectId session, ObjectId message) {
		Map<String, Object> button = Map.of("type", "button", "action_id", SlackButton.ACTION + "." + choice.key(),
				"text", plain(choice.shown()), "value", new SlackButton(session, message, choice.key()).value());
		if (choice.positive() == null) {
			return button;
		}
		Map<String, Object> styled = new LinkedHashMap<>(button);
		styled.put("style", choice.positive() ? "primary" : "danger");
		return styled;
	}

	private static List<Object> hints(AskedSession session, boolean choices, @Nullable String replyPageUrl) {
		List<Object> hints = new ArrayList<>();
		hints.add(plain(hint(session, choices, replyPageUrl != null)));
		if (replyPageUrl != null) {
			hints.add(marked("<" + link(replyPageUrl) + "|Reply in a browser>"));
		}
		return hints;
	}

	private static String hint(AskedSession session, boolean choices, boolean page) {
		if (choices) {
			return "Choose above, or reply in this thread.";
		}
		List<ReplyField> asked = ReplyField.of(session.template());
		if (asked.size() > 1 && page) {
			return "This asks for " + asked.size() + " things: reply in a browser.";
		}
		String expected = (asked.size() == 1) ? asked.get(0).expects() : "";
		return expected.isEmpty() ? "Reply in this thread."
				: SlackText.escape("Reply in this thread with " + expected + ".", SHORT);
	}

	/**
	 * A URL of this service as the target of a link, which no character of it may end.
	 */
	private static String link(String url) {
		return SlackText.escape(url.replace("|", "%7C").replace("<", "%3C").replace(">", "%3E"));
	}

	private static Object context(List<Object> elements) {
		return Map.of("type", "context", "elements", elements);
	}

	/** Text that Slack does not read as markup; it must be escaped already. */
	private static Object plain(String escaped) {
		return Map.of("type", "plain_text", "text", escaped, "emoji", false);
	}

	private static Object marked(String markup) {
		return Map.of("type", "mrkdwn", "text", markup, "verbatim", true);
	}

}
