package io.parley.web.page;

import io.parley.web.ProblemException;
import org.jspecify.annotations.Nullable;

import org.springframework.data.mongodb.core.query.Query;

/**
 * Which page of a list is asked for.
 *
 * @param newestFirst the order of the list
 * @param size the most entries of the page
 * @param cursor where the page is; null for the first page
 */
public record PageRequest(boolean newestFirst, int size, @Nullable Cursor cursor) {

	/** The order of a list unless asked otherwise. */
	public static final String NEWEST_FIRST = "-created_at";

	/** The most entries that a page can have. */
	public static final int LARGEST = 1500;

	private static final String OLDEST_FIRST = "created_at";

	/**
	 * Reads the query parameters of a list.
	 * @throws ProblemException 400 for another ordering or a cursor that is not from a
	 * list of this ordering
	 */
	public static PageRequest of(String ordering, int size, @Nullable String cursor) {
		if (!ordering.equals(NEWEST_FIRST) && !ordering.equals(OLDEST_FIRST)) {
			throw ProblemException.invalid("ordering", "ordering must be created_at or -created_at");
		}
		boolean newestFirst = ordering.equals(NEWEST_FIRST);
		if (cursor == null || cursor.isEmpty()) {
			return new PageRequest(newestFirst, size, null);
		}
		Cursor place = Cursor.decode(cursor)
			.filter((candidate) -> candidate.newestFirst() == newestFirst)
			.orElseThrow(() -> ProblemException.invalid("cursor",
					"cursor must be taken unchanged from next or previous of a page in the same ordering"));
		return new PageRequest(newestFirst, size, place);
	}

	/** The page of a list that is always newest first. */
	public static PageRequest newestFirst(int size, @Nullable String cursor) {
		return of(NEWEST_FIRST, size, cursor);
	}

	/** What a filter matches, from the place of this page on. */
	Query located(Query filter) {
		return (this.cursor != null) ? filter.addCriteria(this.cursor.beyond(isDescending())) : filter;
	}

	boolean isFirst() {
		return this.cursor == null;
	}

	boolean isBack() {
		return this.cursor != null && this.cursor.back();
	}

	/** Whether ids fall while the page is read. */
	boolean isDescending() {
		return this.newestFirst != isBack();
	}

}
