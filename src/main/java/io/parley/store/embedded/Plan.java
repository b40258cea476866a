package io.parley.store.embedded;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

import de.bwaldvogel.mongo.bson.Document;

/**
 * How to answer a query from one index: equality on its first fields, then a range on the
 * next, read in the order that the query sorts by where the index has it. The positions
 * hold every match and may hold more, so whoever follows a plan still matches each
 * document; a plan never decides what is found, only how much is read.
 */
record Plan(Searchable index, List<Interval> intervals, boolean isSorted, boolean isDescending, int score) {

	private static final int MAX_INTERVALS = 200;

	/** The index that leaves the least to read by the look of it, if one helps at all. */
	static Optional<Plan> best(List<Searchable> indexes, Document query, Document orderBy, int limit) {
		Conditions conditions = new Conditions(query);
		return indexes.stream()
			.map((index) -> of(index, conditions, orderBy, limit))
			.filter(Objects::nonNull)
			.max(Comparator.comparingInt(Plan::score));
	}

	Stream<String> positions() {
		return this.intervals.stream()
			.flatMap((interval) -> this.index.positions(interval.from(), interval.to(), this.isDescending))
			.distinct();
	}

	private static Plan of(Searchable index, Conditions conditions, Document orderBy, int limit) {
		List<String> fields = index.fields();
		List<String> prefixes = List.of("");
		int equal = 0;
		while (equal < fields.size()) {
			List<Object> values = conditions.values(fields.get(equal)).orElse(null);
			List<String> longer = (values != null && (index.hasNulls() || !values.contains(null)))
					? extend(prefixes, values) : null;
			if (longer == null) {
				break;
			}
			prefixes = longer;
			equal++;
		}
		boolean whole = equal == fields.size();
		if (!index.isComplete() && !whole) {
			return null;
		}
		Interval range = (whole || !index.isOrdered(equal)) ? Interval.ALL
				: Interval.of(conditions.bounds(fields.get(equal)));
		Sort sort = (prefixes.size() == 1) ? Sort.of(index, equal, orderBy) : Sort.NONE;
		if (equal == 0 && range == Interval.ALL && (!sort.isServed() || limit == 0)) {
			return null;
		}
		int score = 4 * equal + ((range != Interval.ALL) ? 2 : 0) + (sort.isServed() ? 1 : 0)
				+ (index.isComplete() ? 0 : 100);
		return new Plan(index, prefixes.stream().map(range::within).toList(), sort.isServed(), sort.isDescending(),
				score);
	}

	private static List<String> extend(List<String> prefixes, List<Object> values) {
		if (prefixes.size() * values.size() > MAX_INTERVALS) {
			return null;
		}
		List<String> longer = new ArrayList<>();
		values.stream()
			.map(KeyText::of)
			.distinct()
			.forEach((value) -> prefixes.forEach((prefix) -> longer.add(prefix + value)));
		return longer;
	}

	/** Keys from one to another, both included. */
	record Interval(String from, String to) {

		static final Interval ALL = new Interval(KeyText.START, String.valueOf(KeyText.END));

		static Interval of(Conditions.Bounds bounds) {
			if (bounds.isEmpty()) {
				return ALL;
			}
			Object least = bounds.least();
			Object greatest = bounds.greatest();
			return new Interval((least != null) ? KeyText.of(least) : KeyText.of(greatest).substring(0, 1),
					(greatest != null) ? KeyText.of(greatest) + KeyText.END : KeyText.endOfType(least));
		}

		Interval within(String prefix) {
			return (this == ALL) ? new Interval(prefix.isEmpty() ? this.from : prefix, prefix + this.to)
					: new Interval(prefix + this.from, prefix + this.to);
		}

	}

	/**
	 * Whether reading an index forwards or backwards gives the order that was asked for.
	 */
	record Sort(boolean isServed, boolean isDescending) {

		static final Sort NONE = new Sort(false, false);

		static Sort of(Searchable index, int equal, Document orderBy) {
			if (orderBy == null || orderBy.isEmpty()) {
				return NONE;
			}
			List<String> order = new ArrayList<>(index.fields());
			order.add("_id");
			int next = equal;
			for (String field : orderBy.keySet()) {
				int at = order.indexOf(field);
				if (at < 0 || at > next || !index.isOrdered(at)) {
					return NONE;
				}
				next = Math.max(next, at + 1);
			}
			List<Integer> directions = orderBy.values().stream().map(Sort::direction).distinct().toList();
			return (directions.size() == 1) ? new Sort(true, directions.get(0) < 0) : NONE;
		}

		private static int direction(Object value) {
			return (((Number) value).intValue() > 0) ? 1 : -1;
		}

	}

}
