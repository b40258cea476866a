package io.parley.channel.slack;

import java.util.Optional;

import org.bson.types.ObjectId;

/**
 * What the value of a button says: which choice it is, of which message of which session.
 *
 * @param sessionId the id of the session's document
 * @param messageId the id of the message that has the button
 * @param key which of the choices
 */
record SlackButton(ObjectId sessionId, ObjectId messageId, String key) {

	/** What every button here is called; others are none of ours. */
	static final String ACTION = "parley";

	SlackMark mark() {
		return new SlackMark(this.sessionId, this.messageId);
	}

	String value() {
		return this.sessionId.toHexString() + "." + this.messageId.toHexString() + "." + this.key;
	}

	/** What a value says; nothing where it is none of ours. */
	static Optional<SlackButton> read(String value) {
		String[] parts = value.split("\\.", 4);
		return (parts.length == 3 && ObjectId.isValid(parts[0]) && ObjectId.isValid(parts[1]))
				? Optional.of(new SlackButton(new ObjectId(parts[0]), new ObjectId(parts[1]), parts[2]))
				: Optional.empty();
	}

}
