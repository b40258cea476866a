package io.parley.channel.slack;

import java.util.Locale;
import java.util.stream.Collectors;

import io.parley.reply.MessageText;
import io.parley.sessionmessage.AskedSession;
import io.parley.sessionmessage.RepliedBy;
import io.parley.store.JsonKeys;
import io.parley.store.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * How a session ended, in words for those who were asked.
 *
 * @param sentence what happened, without who and what
 * @param slackUser who replied, where it was a user of Slack; else null
 * @param name what who replied is called elsewhere, or null
 * @param reply what was replied, or null
 */
record SlackEnding(String sentence, @Nullable String slackUser, @Nullable String name, @Nullable String reply) {

	/** The session was deleted. */
	static final SlackEnding WITHDRAWN = new SlackEnding("This is no longer asked.", null, null, null);

	/** What was chosen is no longer among the choices. */
	static final SlackEnding OTHER_CHOICES = refused(
			"This can no longer be chosen: other choices are asked for by now. Please reply in the thread.");

	/** It is not known, or not any more, what the message was about. */
	static final SlackEnding UNKNOWN = refused("This was not taken as a reply: what the message asked is not known"
			+ " here any more. Please reply to the latest message that asks it.");

	private static final String SLACK = "slack";

	/**
	 * How a session ended.
	 * @param reply the reply that ended it, where it is known; else null
	 */
	static SlackEnding of(AskedSession session, @Nullable JsonObject reply) {
		String status = session.status().toLowerCase(Locale.ROOT);
		RepliedBy by = session.repliedBy();
		if (by != null || reply != null) {
			return answered(status, by, (reply != null) ? said(session, reply) : null);
		}
		return new SlackEnding(switch (status) {
			case "expired" -> "The time to reply has passed.";
			case "validated" -> "This was answered.";
			case "failed" -> "This was turned down and needs no reply.";
			default -> "This has been dealt with.";
		}, null, null, null);
	}

	/** A reply that did not count, with a sentence that says why. */
	static SlackEnding refused(String why) {
		return new SlackEnding(why, null, null, null);
	}

	private static SlackEnding answered(String status, @Nullable RepliedBy by, @Nullable String said) {
		boolean slack = by != null && SLACK.equals(by.kind());
		String sentence = status.equals("failed") ? "This was answered, but not as it was asked" : "This was answered";
		if (by == null || (!slack && by.name() == null)) {
			return new SlackEnding(sentence + ".", null, null, said);
		}
		return new SlackEnding(sentence + " by", slack ? by.id() : null, slack ? null : by.name(), said);
	}

	private static String said(AskedSession session, JsonObject reply) {
		return SlackChoices.of(session.template())
			.flatMap((choices) -> choices.ofValue(reply.get(choices.field())))
			.map(SlackChoices.Choice::label)
			.orElseGet(() -> reply.stored()
				.entrySet()
				.stream()
				.map((member) -> JsonKeys.decode(member.getKey()) + ": " + MessageText.value(member.getValue()))
				.collect(Collectors.joining("\n")));
	}

	/** All of it in one line, such as for a notification. */
	String line() {
		String who = (this.slackUser != null || this.name == null) ? "" : " " + this.name;
		return this.sentence + who;
	}

}
