package io.parley.channel.slack;

import java.time.Duration;
import java.util.Objects;

import io.parley.channel.Attempt;
import org.bson.types.ObjectId;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What came of a call of Slack's Web API.
 *
 * @param result whether Slack did it, or may do it another time, or never will
 * @param status the HTTP status, or null where no answer came
 * @param detail a sentence for who looks after the channel; null where it was done
 * @param retryAfter how long Slack wants to be left alone, or null
 * @param body what Slack answered; null where it was not done
 */
record SlackAnswer(Attempt.Result result, @Nullable Integer status, @Nullable String detail,
		@Nullable Duration retryAfter, @Nullable JsonNode body) {

	boolean isDone() {
		return this.result == Attempt.Result.DELIVERED;
	}

	/** Whether it says where in Slack a message is. */
	boolean hasPlace() {
		return this.body != null && this.body.path("channel").isString() && this.body.path("ts").isString();
	}

	/**
	 * As the attempt to deliver a message.
	 * @param session the id of the document of its session, or null
	 */
	Attempt toAttempt(@Nullable ObjectId session) {
		return switch (this.result) {
			case DELIVERED -> {
				JsonNode answered = Objects.requireNonNull(this.body);
				yield Attempt.delivered(this.status,
						new SlackReceipt(answered.path("channel").asString(), answered.path("ts").asString(), session)
							.stored());
			}
			case FAILED -> Attempt.failed(this.status, this.detail, this.retryAfter);
			case REFUSED -> Attempt.refused(this.status, this.detail);
		};
	}

}
