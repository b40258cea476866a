package io.parley.store.embedded;

import org.h2.mvstore.Cursor;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.RootReference;
import org.jspecify.annotations.Nullable;

/**
 * The entries of a map as they were at one moment, however it changes while they are
 * read. It is for one command: what is read long after may have been overwritten in the
 * file.
 */
record EntrySnapshot<V>(MVMap<String, V> map, RootReference<String, V> root) {

	static <V> EntrySnapshot<V> of(MVMap<String, V> map) {
		return new EntrySnapshot<>(map, map.flushAndGetRoot());
	}

	/** What lies between two keys, both included; null is the beginning or the end. */
	Cursor<String, V> between(@Nullable String from, @Nullable String to, boolean isDescending) {
		return isDescending ? this.map.cursor(this.root, to, from, true) : this.map.cursor(this.root, from, to, false);
	}

}
