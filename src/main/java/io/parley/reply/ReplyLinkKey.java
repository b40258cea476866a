package io.parley.reply;

import java.time.Instant;

import org.springframework.data.annotation.Id;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * The key that links are signed with where none is configured, as it is stored.
 *
 * @param id always {@link #ONLY}, so that there is one
 */
@Document(ReplyLinkKey.COLLECTION)
record ReplyLinkKey(@Id String id, String team, byte[] key, Instant createdAt) {

	static final String COLLECTION = "reply_link_keys";

	static final String ONLY = "key";

	/** Without the key. */
	@Override
	public String toString() {
		return "ReplyLinkKey[]";
	}

}
