package io.parley.message;

import com.fasterxml.jackson.annotation.JsonValue;

/**
 * What kind of participant. The API has the same operations for both, below
 * {@code /users} and below {@code /bots}.
 */
enum ParticipantKind {

	USER("User", "users"), BOT("Bot", "bots");

	private final String type;

	private final String plural;

	ParticipantKind(String type, String plural) {
		this.type = type;
		this.plural = plural;
	}

	/** What {@code sender_type} says of it. */
	@JsonValue
	String type() {
		return this.type;
	}

	/** How paths and subjects name it. */
	String plural() {
		return this.plural;
	}

	static ParticipantKind of(String type) {
		return USER.type.equals(type) ? USER : BOT;
	}

}
