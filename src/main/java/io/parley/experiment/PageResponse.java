package io.parley.experiment;

import java.util.List;
import java.util.function.BiFunction;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.parley.experiment.page.CountedPage;
import io.swagger.v3.oas.annotations.media.Schema;

/**
 * One page of a list.
 *
 * @param count how many the whole list has; on the first page only, and left out where
 * that are more than are counted
 * @param next the URL of the page after it, or null
 * @param previous the URL of the page before it, or null
 */
@Schema(requiredProperties = { "next", "previous", "results" })
record PageResponse<T>(@JsonInclude(JsonInclude.Include.NON_NULL) Long count, @Schema(types = {
		"string", "null" }, format = "uri") String next,
		@Schema(types = { "string", "null" }, format = "uri") String previous, List<T> results){

	static <E, T> PageResponse<T> from(CountedPage<E> page, BiFunction<E, Urls, T> view) {
		Urls urls = Urls.current();
		List<T> results = page.entries().stream().map((entry) -> view.apply(entry, urls)).toList();
		return new PageResponse<>(page.count(), Urls.at(page.next()), Urls.at(page.previous()), results);
	}

}
