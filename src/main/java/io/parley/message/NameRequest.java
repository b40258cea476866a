package io.parley.message;

import io.parley.web.Characters;

/** The names of a participant as a caller gives them; null counts as absent. */
final class NameRequest {

	private NameRequest() {
	}

	/** The names of a user. */
	record OfUser(@Characters(min = 1) String username, @Characters(min = 1) String displayname) {
	}

	/** The names of a bot. */
	record OfBot(@Characters(min = 1) String name, @Characters(min = 1) String displayname) {
	}

}
