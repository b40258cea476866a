package io.parley.message;

import java.util.List;

import io.parley.store.JsonObject;
import io.parley.web.Characters;
import jakarta.validation.Valid;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/**
 * A new message as its sender gives it; null counts as absent. Who sends it is in the
 * path.
 */
record MessageRequest(@Nullable List<@NotNull(message = NO_ID) @Characters(min = 1) String> userIds,
		@Nullable List<@NotNull(message = NO_ID) @Characters(min = 1) String> botIds,
		@Characters(max = LONGEST_BODY) @Nullable String body, @Nullable JsonObject context,
		@Valid @Nullable SourceCreator sourceCreator, @Characters(min = 1) @Nullable String runnableCallId,
		@Size(max = MOST_ATTACHMENTS,
				message = "must have at most {max} entries") @Nullable List<@NotNull @Valid Attachment> attachments) {

	/** The most recipients of a message: each gets an event. */
	static final int MOST_RECIPIENTS = 1000;

	static final int MOST_ATTACHMENTS = 100;

	static final int LONGEST_BODY = 262_144;

	private static final String NO_ID = "must be a string of 1 to 256 characters";

	@AssertTrue(message = "is required and must not be blank where there are no attachments")
	boolean isBody() {
		return (this.body != null && !this.body.isBlank()) || (this.attachments != null && !this.attachments.isEmpty());
	}

	@AssertTrue(message = "must have, together with bot_ids, at most 1000 entries")
	boolean isUserIds() {
		return size(this.userIds) + size(this.botIds) <= MOST_RECIPIENTS;
	}

	private static int size(@Nullable List<String> ids) {
		return (ids != null) ? ids.size() : 0;
	}

}
