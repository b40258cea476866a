package io.parley.reply;

import org.bson.types.ObjectId;

/**
 * What a link to a reply page names.
 *
 * @param session the id of the session's document
 * @param team whose it is
 * @param message the message that the link was in
 */
public record ReplyLink(ObjectId session, String team, ObjectId message) {
}
