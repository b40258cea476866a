package io.parley.sessionmessage;

import org.bson.types.ObjectId;
import org.jspecify.annotations.Nullable;

/**
 * The last message of a session to one channel.
 *
 * @param messageId the last of those that the service itself delivers; null where a
 * worker outside has brought them all
 * @param previousId the one of those before it, or null
 * @param channelDocumentId the id of the document of the channel over which the service
 * delivers it, or null
 */
record LastMessage(String channelId, @Nullable ObjectId messageId, @Nullable ObjectId previousId,
		@Nullable ObjectId channelDocumentId) {

	/** Whether it is this message, and the service delivers it. */
	boolean delivers(ObjectId message) {
		return message.equals(this.messageId);
	}

}
