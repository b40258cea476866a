package io.parley.console;

import io.parley.web.page.CountedPage;
import io.parley.web.page.Cursor;

/** Links from a page of a list to those next to it; null where there are none. */
record CursorLinks(String previous, String next) {

	static final CursorLinks NONE = new CursorLinks(null, null);

	static CursorLinks of(CountedPage<?> page, ListUrl list) {
		return new CursorLinks(at(page.previous(), list), at(page.next(), list));
	}

	private static String at(Cursor cursor, ListUrl list) {
		return (cursor != null) ? list.with("cursor", cursor.encode()).toString() : null;
	}

}
