package io.parley.reply;

import io.parley.sessionmessage.RepliedBy;
import org.bson.types.ObjectId;
import org.jspecify.annotations.Nullable;

/**
 * Who uses a reply page, as they say themselves.
 *
 * @param name what they are called; may be empty
 */
record ReplyPerson(String name) {

	/** The most characters of a name. */
	static final int LONGEST = 200;

	/** A name as it was typed, without what no name has. */
	static ReplyPerson of(@Nullable String typed) {
		String name = (typed != null) ? typed.replaceAll("[\\p{Cc}\\u2028\\u2029]+", " ").strip() : "";
		return new ReplyPerson((name.codePointCount(0, name.length()) <= LONGEST) ? name
				: name.substring(0, name.offsetByCodePoints(0, LONGEST)));
	}

	/** Whoever had the link in this message. */
	RepliedBy at(ObjectId message) {
		return new RepliedBy("page", message.toHexString(), this.name.isEmpty() ? null : this.name);
	}

}
