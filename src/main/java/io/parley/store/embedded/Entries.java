package io.parley.store.embedded;

import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import org.h2.mvstore.Cursor;
import org.h2.mvstore.MVMap;

/** Reads a map of the file in the order of its keys, as it was when the reading began. */
final class Entries {

	private Entries() {
	}

	static <V, T> Stream<T> between(MVMap<String, V> map, String from, String to, boolean descending,
			Function<Cursor<String, V>, T> reader) {
		Cursor<String, V> cursor = descending ? map.cursor(to, from, true) : map.cursor(from, to, false);
		return StreamSupport.stream(new Spliterators.AbstractSpliterator<T>(Long.MAX_VALUE, Spliterator.ORDERED) {
			@Override
			public boolean tryAdvance(Consumer<? super T> action) {
				if (!cursor.hasNext()) {
					return false;
				}
				cursor.next();
				action.accept(reader.apply(cursor));
				return true;
			}
		}, false);
	}

}
