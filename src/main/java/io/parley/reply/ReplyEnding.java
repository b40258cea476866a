package io.parley.reply;

import java.time.Instant;
import java.util.Locale;

import io.parley.sessionmessage.RepliedBy;
import io.parley.sessionmessage.SessionQuestion;
import org.jspecify.annotations.Nullable;

/**
 * How a session has ended, for who opens its page too late.
 *
 * @param title what happened, in a few words
 * @param who who replied, or null
 * @param at when it ended, or null
 */
record ReplyEnding(String title, @Nullable String who, @Nullable Instant at) {

	static ReplyEnding of(SessionQuestion question) {
		if (question.replied()) {
			return new ReplyEnding("This has been answered", who(question.session().repliedBy()), question.endedAt());
		}
		return switch (question.session().status().toLowerCase(Locale.ROOT)) {
			case "expired" -> new ReplyEnding("The time to reply is over", null,
					(question.expiryDate() > 0) ? Instant.ofEpochSecond(question.expiryDate()) : question.endedAt());
			case "failed" -> new ReplyEnding("This was rejected and needs no reply", null, question.endedAt());
			default -> new ReplyEnding("This needs no reply any more", null, question.endedAt());
		};
	}

	private static String who(@Nullable RepliedBy by) {
		String name = (by != null && by.name() != null) ? by.name() : "Somebody";
		String kind = (by != null) ? by.kind() : "";
		return name + switch (kind) {
			case "slack" -> " in Slack";
			case "page" -> " on a reply page";
			default -> "";
		};
	}

}
