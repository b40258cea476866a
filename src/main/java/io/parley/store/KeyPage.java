package io.parley.store;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;

/**
 * One page of a list, in the order in which it was read.
 *
 * @param entries at least one where the list goes on at all
 * @param more whether the list goes on behind the last of them; a page may be shorter
 * than was asked for and the list go on all the same
 */
public record KeyPage<T>(List<T> entries, boolean more) {

	/** The same page of something else. */
	public <R> KeyPage<R> map(Function<? super T, R> mapping) {
		return new KeyPage<>(this.entries.stream().map(mapping).toList(), this.more);
	}

	/** The entries from the last to the first, for a page that was read backwards. */
	public List<T> reversed() {
		List<T> reversed = new ArrayList<>(this.entries);
		Collections.reverse(reversed);
		return reversed;
	}

}
