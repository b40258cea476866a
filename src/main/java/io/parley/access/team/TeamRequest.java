package io.parley.access.team;

import io.parley.web.Characters;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A team to make.
 *
 * @param slug how callers name it, for good: 1 to 64 of a-z, 0-9 and, not at either end,
 * -
 * @param name what people call it; its slug where none is given
 */
@Schema(name = "TeamCreate", example = TeamRequest.EXAMPLE)
record TeamRequest(
		@NotNull @Pattern(regexp = TeamRequest.SLUG,
				message = "must be 1 to 64 of a-z, 0-9 and, not at either end, -") String slug,
		@Characters(min = 1) @Nullable String name) {

	static final String SLUG = "[a-z0-9]([a-z0-9-]{0,62}[a-z0-9])?";

	static final String EXAMPLE = """
			{"slug": "research", "name": "Research"}""";

}
