package io.parley.message;

import io.parley.web.Characters;
import org.jspecify.annotations.Nullable;

/** The names of a participant as a caller gives them; null counts as absent. */
final class ParticipantNameRequest {

	private ParticipantNameRequest() {
	}

	/** The names of a user. */
	record UserNames(@Characters(min = 1) @Nullable String username,
			@Characters(min = 1) @Nullable String displayname) {
	}

	/** The names of a bot. */
	record BotNames(@Characters(min = 1) @Nullable String name, @Characters(min = 1) @Nullable String displayname) {
	}

}
