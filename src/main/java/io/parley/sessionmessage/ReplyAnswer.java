package io.parley.sessionmessage;

import io.parley.store.JsonObject;
import org.bson.types.ObjectId;
import org.jspecify.annotations.Nullable;

/**
 * What a reply was answered, kept so that a repeated hand-in is answered the same.
 *
 * @param operation the operation that took it; also the id of the message that asked the
 * human again, where one did
 * @param replyId the provider's id of it, or null
 */
record ReplyAnswer(ObjectId operation, @Nullable String replyId, String status, JsonObject validationErrors,
		@Nullable Integer retriesLeft) {

	static ReplyAnswer of(ReplyOutcome outcome, ObjectId operation, @Nullable String replyId) {
		return new ReplyAnswer(operation, replyId, outcome.status(), outcome.validationErrors(), outcome.retriesLeft());
	}

	/** Whether it is the answer to this operation, or to a reply of this id. */
	boolean isTo(ObjectId operation, @Nullable String replyId) {
		return this.operation.equals(operation) || (this.replyId != null && this.replyId.equals(replyId));
	}

	ReplyOutcome outcome() {
		return new ReplyOutcome(this.status, this.validationErrors, this.retriesLeft);
	}

}
