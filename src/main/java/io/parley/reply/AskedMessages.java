package io.parley.reply;

import java.util.Optional;

import org.bson.types.ObjectId;

/** Finds the messages that went out to humans with links to reply pages. */
public interface AskedMessages {

	/**
	 * A message of a session, as long as it is kept.
	 * @param team whose it is
	 * @param session the id of the session's document
	 */
	Optional<AskedMessage> find(String team, ObjectId session, ObjectId messageId);

}
