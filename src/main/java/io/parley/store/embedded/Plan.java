package io.parley.store.embedded;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

import de.bwaldvogel.mongo.bson.Document;
import org.jspecify.annotations.Nullable;

/**
 * How to answer a query from one index: equality on its first fields, then a range on the
 * next, read in the order that the query sorts by where the index has it. The intervals
 * hold every match and may hold more, so whoever follows a plan still matches each
 * document; a plan never decides what is found, only how much is read.
 *
 * @param repeats whether a document may have several entries in the intervals
 */
record Plan(Searchable index, List<Interval> intervals, boolean isSorted, boolean isDescending, boolean repeats,
		int score) {

	private static final int MAX_INTERVALS = 1000;

	/** The score of a plan that reads at most one document for each value given. */
	private static final int UNIQUE = Integer.MAX_VALUE;

	/** The index that leaves the least to read by the look of it, if one helps at all. */
	static Optional<Plan> best(List<Searchable> indexes, Document query, @Nullable Document orderBy, int limit) {
		Conditions conditions = new Conditions(query);
		Plan best = null;
		for (Searchable index : indexes) {
			Plan plan = of(index, conditions, orderBy, limit);
			if (plan != null && (best == null || plan.score > best.score)) {
				best = plan;
			}
			if (best != null && best.score == UNIQUE) {
				// Nothing reads less, and to look at each index takes longer than that.
				break;
			}
		}
		return Optional.ofNullable(best);
	}

	private static @Nullable Plan of(Searchable index, Conditions conditions, @Nullable Document orderBy, int limit) {
		Equality equality = Equality.of(index, conditions);
		int fields = equality.fields();
		boolean whole = fields == index.fields().size();
		if (!whole && !index.isComplete()) {
			return null;
		}
		Interval range = whole ? Interval.ALL : range(index, fields, conditions);
		Sort sort = (equality.prefixes().size() == 1) ? Sort.of(index, fields, orderBy) : Sort.NONE;
		if (fields == 0 && range == Interval.ALL && !(sort.isServed() && limit > 0)) {
			return null;
		}
		int score = (whole && index.isUnique()) ? UNIQUE
				: 4 * fields + ((range != Interval.ALL) ? 2 : 0) + (sort.isServed() ? 1 : 0);
		return new Plan(index, equality.prefixes().stream().map(range::within).toList(), sort.isServed(),
				sort.isDescending(), repeats(index, equality), score);
	}

	/**
	 * Of an array one value may be above the one bound and another below the other, so
	 * only one of them says where there are entries of every match.
	 */
	private static Interval range(Searchable index, int field, Conditions conditions) {
		Conditions.Bounds bounds = conditions.bounds(index.fields().get(field));
		return Interval.of(index.isOrdered(field) ? bounds : bounds.one());
	}

	/**
	 * Whether a document can come twice. It has several entries where a field holds an
	 * array: in one interval if the field is not one of those with a known value, and in
	 * several if it is.
	 */
	private static boolean repeats(Searchable index, Equality equality) {
		int from = (equality.prefixes().size() > 1) ? 0 : equality.fields();
		return IntStream.range(from, index.fields().size()).anyMatch((field) -> !index.isOrdered(field));
	}

	/**
	 * How many of an index's first fields have known values, and the beginnings of keys
	 * with these values.
	 */
	record Equality(int fields, List<String> prefixes) {

		static Equality of(Searchable index, Conditions conditions) {
			Equality equality = new Equality(0, List.of(""));
			for (String field : index.fields()) {
				Optional<List<Object>> values = conditions.values(field)
					.filter((known) -> index.hasNulls() || !known.contains(null));
				if (values.isEmpty() || equality.prefixes.size() * values.get().size() > MAX_INTERVALS) {
					break;
				}
				equality = equality.with(values.get());
			}
			return equality;
		}

		private Equality with(List<Object> values) {
			return new Equality(this.fields + 1,
					values.stream()
						.map(KeyText::of)
						.distinct()
						.flatMap((value) -> this.prefixes.stream().map((prefix) -> prefix + value))
						.toList());
		}

	}

	/** Keys from one to another, both included. */
	record Interval(@Nullable String from, @Nullable String to) {

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

		static Sort of(Searchable index, int equal, @Nullable Document orderBy) {
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
