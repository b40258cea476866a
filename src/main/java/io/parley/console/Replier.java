package io.parley.console;

import io.parley.sessionmessage.RepliedBy;
import org.jspecify.annotations.Nullable;

/** Who replied, in words. */
final class Replier {

	private Replier() {
	}

	/** Null where nobody knows. */
	static @Nullable String words(@Nullable RepliedBy by) {
		if (by == null) {
			return null;
		}
		String name = (by.name() != null) ? by.name() : by.id();
		return switch (by.kind()) {
			case "admin" -> "the admin key";
			case "api" -> "the API key " + name;
			case "account" -> name;
			case "oauth" -> "the application " + name;
			case "channel" -> "the channel " + name;
			case "slack" -> name + ", in Slack";
			case "nats" -> name + ", over NATS";
			case "page" -> (by.name() != null) ? name + ", on the reply page" : "the reply page";
			default -> name + " (" + by.kind() + ")";
		};
	}

}
