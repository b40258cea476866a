package io.parley.message;

import java.util.Optional;
import java.util.stream.Stream;

import com.fasterxml.jackson.annotation.JsonValue;

/**
 * What kind of participant. The API has the same operations for both, below
 * {@code /users} and below {@code /bots}.
 */
public enum ParticipantKind {

	USER("user", "User", "users"), BOT("bot", "Bot", "bots");

	private final String text;

	private final String type;

	private final String plural;

	ParticipantKind(String text, String type, String plural) {
		this.text = text;
		this.type = type;
		this.plural = plural;
	}

	/** {@code user} or {@code bot}: how sentences and pages name it. */
	public String text() {
		return this.text;
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

	/** The kind with this {@link #text}. */
	static Optional<ParticipantKind> find(String text) {
		return Stream.of(values()).filter((kind) -> kind.text.equals(text)).findFirst();
	}

	/** The kind with this {@link #type}. */
	static ParticipantKind of(String type) {
		return USER.type.equals(type) ? USER : BOT;
	}

}
