package io.parley.access.team;

import io.parley.web.Characters;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What to change of a team; null counts as absent, and what is absent stays as it is.
 *
 * @param name what people call it
 */
@Schema(name = "TeamPatch", example = TeamPatchRequest.EXAMPLE)
record TeamPatchRequest(@Characters(min = 1) @Nullable String name) {

	static final String EXAMPLE = """
			{"name": "Research and development"}""";

}
