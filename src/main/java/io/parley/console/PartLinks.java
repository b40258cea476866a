package io.parley.console;

import io.parley.message.ParticipantMessages.Part;
import org.jspecify.annotations.Nullable;

/**
 * Links from a part of a list, which is newest first, to the parts next to it; null where
 * there are none.
 */
record PartLinks(@Nullable String newer, @Nullable String older) {

	static final PartLinks NONE = new PartLinks(null, null);

	static PartLinks of(Part<?> part, ListUrl list) {
		return new PartLinks((part.newer() != null) ? list.with("after", part.newer()).toString() : null,
				(part.older() != null) ? list.with("before", part.older()).toString() : null);
	}

}
