package io.parley.message;

import org.bson.types.ObjectId;
import org.jspecify.annotations.Nullable;

import org.springframework.data.annotation.Id;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * How a participant is called.
 *
 * @param participant its token
 * @param name a user's username, a bot's name
 * @param displayname what people see
 * @param version counts the changes
 */
@Document(ParticipantName.COLLECTION)
record ParticipantName(@Id ObjectId id, String participant, @Nullable String name, @Nullable String displayname,
		long version) {

	static final String COLLECTION = "participants";

	/** The opaque entity tag of this state. */
	String tag() {
		return this.id.toHexString() + "-" + this.version;
	}

}
