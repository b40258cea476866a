package io.parley.web.page;

import java.net.URI;
import java.util.List;
import java.util.function.Function;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.parley.web.PageLinks;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/**
 * One page of a list, as it is answered.
 *
 * @param count how many the whole list has; on the first page only, and left out where
 * that are more than are counted
 * @param next the URL of the page after it, or null
 * @param previous the URL of the page before it, or null
 */
@Schema(requiredProperties = { "next", "previous", "results" })
public record PageResponse<T>(@JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Long count, @Schema(types = {
		"string", "null" }, format = "uri") @Nullable String next,
		@Schema(types = { "string", "null" }, format = "uri") @Nullable String previous, List<T> results){

	/** The answer to the request at hand. */
	public static <E, T> PageResponse<T> from(CountedPage<E> page, Function<E, T> view) {
		List<T> results = page.entries().stream().map(view).toList();
		return new PageResponse<>(page.count(), at(page.next()), at(page.previous()), results);
	}

	/**
	 * The list at hand from another place on, with all its other query parameters and the
	 * slash at the end that its URL has; null where there is no such place.
	 */
	private static @Nullable String at(@Nullable Cursor cursor) {
		if (cursor == null) {
			return null;
		}
		ServletUriComponentsBuilder list = ServletUriComponentsBuilder.fromCurrentRequest();
		URI path = URI.create(list.cloneBuilder().replaceQuery(null).build().toUriString() + "/");
		return PageLinks.url((ServletUriComponentsBuilder) list.replacePath(path.getRawPath()), "cursor",
				cursor.encode());
	}

}
