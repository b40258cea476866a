package io.parley.web.page;

import java.util.List;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

/**
 * One page of a list.
 *
 * @param count how many the whole list has; on the first page only, and null where that
 * are more than are counted or the store could not count in time
 * @param next where the page after it is, or null where this is the last
 * @param previous where the page before it is, or null where this is the first
 */
public record CountedPage<T>(List<T> entries, @Nullable Long count, @Nullable Cursor next, @Nullable Cursor previous) {

	/** The same page of something else, one for each entry. */
	public <R> CountedPage<R> map(Function<List<T>, List<R>> mapping) {
		return new CountedPage<>(mapping.apply(this.entries), this.count, this.next, this.previous);
	}

}
