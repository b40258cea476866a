package io.parley.reply;

import java.time.Instant;
import java.util.Locale;

import io.parley.sessionmessage.AskedSession;
import io.parley.sessionmessage.RepliedBy;

/**
 * How a session has ended, for who opens its page too late.
 *
 * @param title what happened, in a few words
 * @param who who replied, or null
 * @param at when it ended, or null
 */
record ReplyEnding(String title, String who, Instant at) {

	static ReplyEnding of(AskedSession session) {
		if (session.replied()) {
			return new ReplyEnding("This has been answered", who(session.repliedBy()), session.endedAt());
		}
		return switch (session.status().toLowerCase(Locale.ROOT)) {
			case "expired" -> new ReplyEnding("The time to reply is over", null,
					(session.expiryDate() > 0) ? Instant.ofEpochSecond(session.expiryDate()) : session.endedAt());
			case "failed" -> new ReplyEnding("This was rejected and needs no reply", null, session.endedAt());
			default -> new ReplyEnding("This needs no reply any more", null, session.endedAt());
		};
	}

	private static String who(RepliedBy by) {
		String name = (by != null && by.name() != null) ? by.name() : "Somebody";
		String kind = (by != null) ? by.kind() : "";
		return name + switch (kind) {
			case "slack" -> " in Slack";
			case "page" -> " on a reply page";
			default -> "";
		};
	}

}
