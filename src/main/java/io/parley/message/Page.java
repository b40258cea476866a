package io.parley.message;

import java.util.List;
import java.util.function.Function;

import io.parley.store.KeyOrder;
import io.parley.store.KeyPage;
import org.bson.types.ObjectId;
import org.jspecify.annotations.Nullable;

import org.springframework.data.mongodb.core.query.Criteria;

/**
 * Which part of a list is asked for. A list is newest first, by the id of its messages. A
 * page after a message alone is the part next to that message, so that who follows what
 * is new misses nothing.
 *
 * @param limit the most entries
 * @param before only what is older than this message, or null
 * @param after only what is newer than this message, or null
 */
record Page(int limit, @Nullable ObjectId before, @Nullable ObjectId after) {

	/**
	 * A page as it was found, newest first.
	 *
	 * @param parameter by which a further page is asked for
	 * @param next its value, or null where nothing is left
	 */
	record Of<T>(List<T> entries, String parameter, @Nullable String next) {
	}

	/**
	 * The messages or threads of a list that lie between where the page begins and ends.
	 */
	Criteria of(Criteria list, String field) {
		if (this.before == null && this.after == null) {
			return list;
		}
		Criteria range = list.and(field);
		if (this.before != null) {
			range.lt(this.before);
		}
		return (this.after != null) ? range.gt(this.after) : range;
	}

	/** Whether an entry of this id lies between where the page begins and ends. */
	boolean holds(ObjectId id) {
		return (this.before == null || id.compareTo(this.before) < 0)
				&& (this.after == null || id.compareTo(this.after) > 0);
	}

	/** Whether the page is read from its oldest entry on. */
	boolean isUpwards() {
		return this.after != null && this.before == null;
	}

	/** The order in which its entries are read. */
	KeyOrder order() {
		return KeyOrder.byId(!isUpwards());
	}

	/** The page of what was read in that order. */
	<T> Of<T> of(KeyPage<T> read, Function<T, ObjectId> id) {
		List<T> entries = read.entries();
		String next = read.more() ? id.apply(entries.get(entries.size() - 1)).toHexString() : null;
		return new Of<>(isUpwards() ? read.reversed() : entries, isUpwards() ? "after" : "before", next);
	}

}
