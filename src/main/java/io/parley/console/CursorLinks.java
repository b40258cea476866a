package io.parley.console;

import io.parley.web.page.CountedPage;
import io.parley.web.page.Cursor;
import io.parley.web.page.PageRequest;
import org.jspecify.annotations.Nullable;

/** Links from a page of a list to those next to it; null where there are none. */
record CursorLinks(@Nullable String previous, @Nullable String next) {

	private static final int SIZE = 50;

	static final CursorLinks NONE = new CursorLinks(null, null);

	/** The page of a list that begins at a cursor; the first for none. */
	static PageRequest request(@Nullable String cursor) {
		return PageRequest.newestFirst(SIZE, cursor);
	}

	static CursorLinks of(CountedPage<?> page, ListUrl list) {
		return new CursorLinks(at(page.previous(), list), at(page.next(), list));
	}

	private static @Nullable String at(@Nullable Cursor cursor, ListUrl list) {
		return (cursor != null) ? list.with("cursor", cursor.encode()).toString() : null;
	}

}
