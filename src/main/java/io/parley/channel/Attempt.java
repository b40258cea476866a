package io.parley.channel;

import java.time.Duration;

import org.bson.Document;
import org.jspecify.annotations.Nullable;

/**
 * How one attempt to deliver ended.
 *
 * @param status the receiver's HTTP or SMTP status, or null where it gave none
 * @param detail a sentence for who looks after the channel, without secrets; where it was
 * delivered, only what of it was not, else null
 * @param retryAfter how long the receiver wants to be left alone, or null
 * @param receipt what the receiver called the message, such as Slack's timestamp; null
 * where it said nothing
 */
public record Attempt(Result result, @Nullable Integer status, @Nullable String detail, @Nullable Duration retryAfter,
		@Nullable Document receipt) {

	public enum Result {

		/** The receiver has it. */
		DELIVERED,

		/** It may work another time. */
		FAILED,

		/** The receiver refuses this for good. */
		REFUSED

	}

	public static Attempt delivered(@Nullable Integer status, @Nullable Document receipt) {
		return new Attempt(Result.DELIVERED, status, null, null, receipt);
	}

	/** The receiver has it, but not all of those who should. */
	public static Attempt deliveredInPart(Integer status, Document receipt, String detail) {
		return new Attempt(Result.DELIVERED, status, detail, null, receipt);
	}

	public static Attempt failed(@Nullable Integer status, @Nullable String detail, @Nullable Duration retryAfter) {
		return new Attempt(Result.FAILED, status, detail, retryAfter, null);
	}

	public static Attempt refused(@Nullable Integer status, @Nullable String detail) {
		return new Attempt(Result.REFUSED, status, detail, null, null);
	}

	public boolean isDelivered() {
		return this.result == Result.DELIVERED;
	}

}
