package io.parley.experiment;

import java.util.List;

import io.parley.store.JsonValue;
import io.parley.web.ProblemException;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Tags to add to a session or to remove from it. What is wrong with them is said in the
 * sentences of the platform, which its clients look for.
 *
 * @param tags up to 100 strings of up to 128 characters that are not blank
 */
@Schema(name = "tags_request_serializer", example = ExperimentExamples.TAGS)
record TagsRequest(@Schema(implementation = String[].class,
		requiredMode = Schema.RequiredMode.REQUIRED) @Nullable JsonValue tags) {

	static final int MOST = 100;

	static final int LONGEST = 128;

	/**
	 * The tags to add. One with a comma is refused: the list of sessions could not be
	 * filtered by it, since commas separate the tags there.
	 * @param request the body, or null where there was none
	 * @throws ProblemException 400
	 */
	static List<String> toAdd(@Nullable TagsRequest request) {
		List<String> tags = toRemove(request);
		check(tags.stream().noneMatch((tag) -> tag.contains(",")),
				"'tags' must not contain commas, which separate tags in the tags parameter of the list");
		return tags;
	}

	/**
	 * The tags to remove, which can have commas: they may have been added when that was
	 * accepted.
	 * @param request the body, or null where there was none
	 * @throws ProblemException 400
	 */
	static List<String> toRemove(@Nullable TagsRequest request) {
		Object given = (request != null && request.tags != null) ? request.tags.stored() : null;
		if (given == null) {
			throw ProblemException.invalid("tags", "Missing 'tags' in request");
		}
		if (!(given instanceof List<?> tags)) {
			throw ProblemException.invalid("tags", "'tags' must be a list");
		}
		check(tags.stream().allMatch((tag) -> tag instanceof String text && !text.isBlank()),
				"'tags' must be a list of non-empty strings");
		check(tags.size() <= MOST, "'tags' must have at most " + MOST + " entries");
		List<String> texts = tags.stream().map(String.class::cast).toList();
		check(texts.stream().allMatch((tag) -> tag.codePointCount(0, tag.length()) <= LONGEST && tag.indexOf(0) < 0),
				"'tags' must be strings of at most " + LONGEST + " characters without NUL");
		return texts;
	}

	private static void check(boolean holds, String sentence) {
		if (!holds) {
			throw ProblemException.invalid("tags", sentence);
		}
	}

}
