package io.parley.message;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;

import org.bson.types.ObjectId;

import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;

/**
 * Which part of a list is asked for. A list is newest first, by the id of its messages. A
 * page after a message alone is the part next to that message, so that who follows what
 * is new misses nothing.
 *
 * @param limit the most entries
 * @param before only what is older than this message, or null
 * @param after only what is newer than this message, or null
 */
record Page(int limit, ObjectId before, ObjectId after) {

	/**
	 * A page as it was found, newest first.
	 *
	 * @param parameter by which a further page is asked for
	 * @param next its value, or null where nothing is left
	 */
	record Of<T>(List<T> entries, String parameter, String next) {

		static <T> Of<T> none() {
			return new Of<>(List.of(), "before", null);
		}

		/** The same page of something else. */
		<S> Of<S> with(List<S> others) {
			return new Of<>(others, this.parameter, this.next);
		}

	}

	static Page first(int limit) {
		return new Page(limit, null, null);
	}

	/**
	 * The query of a page, by the field that orders the list; reads one entry more than
	 * the page holds.
	 */
	Query query(Criteria list, String field) {
		Query query = new Query(list);
		if (this.before != null || this.after != null) {
			query.addCriteria(range(field));
		}
		return query.with(Sort.by(isUpwards() ? Sort.Direction.ASC : Sort.Direction.DESC, field)).limit(this.limit + 1);
	}

	private Criteria range(String field) {
		Criteria range = Criteria.where(field);
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

	/** Makes a page of what its query has found. */
	<T> Of<T> of(List<T> found, Function<T, ObjectId> id) {
		boolean more = found.size() > this.limit;
		List<T> entries = new ArrayList<>(more ? found.subList(0, this.limit) : found);
		String next = more ? id.apply(entries.get(entries.size() - 1)).toHexString() : null;
		if (isUpwards()) {
			Collections.reverse(entries);
		}
		return new Of<>(entries, isUpwards() ? "after" : "before", next);
	}

}
