package io.parley;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

import org.bson.BsonBoolean;
import org.bson.BsonDocument;
import org.bson.BsonValue;
import org.bson.Document;

/**
 * What of a query an index can serve, as MongoDB plans it: fields compared for equality
 * first, then the sort, then one range.
 *
 * @param equalities fields compared with one value or some ({@code $in})
 * @param ranges fields compared with a bound that an index can seek to
 * @param others fields compared in a way that no index can seek to, such as {@code $ne}
 * @param sort the sort's fields in order, each with its direction
 * @param alternatives for each {@code $or} the shapes of its branches, each with what all
 * of them share
 */
record QueryShape(Set<String> equalities, Set<String> ranges, Set<String> others, Map<String, Integer> sort,
		List<List<QueryShape>> alternatives) {

	private static final String TEAM = "team";

	private static final String ID = "_id";

	private static final Set<String> EQUAL = Set.of("$eq", "$in", "$all");

	private static final Set<String> BOUNDED = Set.of("$gt", "$gte", "$lt", "$lte");

	/** The shapes of a command's queries. */
	static List<QueryShape> of(String operation, BsonDocument command) {
		return switch (operation) {
			case "find" -> List.of(of(document(command, "filter"), document(command, "sort")));
			case "count", "distinct" -> List.of(of(document(command, "query"), new BsonDocument()));
			case "findAndModify" -> List.of(of(document(command, "query"), document(command, "sort")));
			case "update" -> each(command, "updates");
			case "delete" -> each(command, "deletes");
			default -> List.of(ofPipeline(command));
		};
	}

	static QueryShape of(BsonDocument filter, BsonDocument sort) {
		Map<String, Integer> directions = new LinkedHashMap<>();
		sort.forEach((field, direction) -> directions.put(field, direction.asNumber().intValue()));
		return of(filter, directions, new QueryShape(Set.of(), Set.of(), Set.of(), Map.of(), List.of()));
	}

	private static QueryShape of(BsonDocument filter, Map<String, Integer> sort, QueryShape shared) {
		QueryShape shape = new QueryShape(new HashSet<>(shared.equalities), new HashSet<>(shared.ranges),
				new HashSet<>(shared.others), sort, new ArrayList<>());
		List<BsonValue> branches = new ArrayList<>();
		shape.collect(filter, branches);
		branches.forEach((or) -> shape.alternatives
			.add(or.asArray().stream().map((branch) -> of(branch.asDocument(), sort, shape)).toList()));
		return shape;
	}

	/**
	 * An index as it is declared.
	 *
	 * @param keys its fields in order, each with its direction
	 * @param needs fields that a query must compare for the index to hold what it asks
	 * for: those of a partial index
	 */
	record Index(Document keys, Set<String> needs) {

		String name() {
			return String.join(", ", this.keys.keySet());
		}

	}

	/**
	 * The index that serves the query, or nothing where none does. It begins with the
	 * team and narrows the query down by more than the team where the query asks for
	 * more; with a sort it goes on in the order of the sort. Where only the branches of
	 * an {@code $or} are narrow, each needs an index.
	 * @param free whether a caller's own filter may be tried on what an index gives in
	 * the order asked for
	 */
	Optional<String> servedBy(List<Index> indexes, boolean free) {
		if (!this.equalities.contains(TEAM)) {
			return servedInAllTeams(indexes);
		}
		if (this.equalities.contains(ID)) {
			return Optional.of(ID);
		}
		Optional<String> whole = indexes.stream()
			.filter((index) -> isServedBy(index, free))
			.map(Index::name)
			.findFirst();
		return whole.isPresent() ? whole
				: this.alternatives.stream().flatMap((or) -> servedBy(or, indexes).stream()).findFirst();
	}

	/**
	 * What is found before its team is known: by an index that does not begin with the
	 * team, of a collection that declares one.
	 */
	private Optional<String> servedInAllTeams(List<Index> indexes) {
		List<Index> whole = indexes.stream()
			.filter((index) -> !index.keys().keySet().iterator().next().equals(TEAM))
			.toList();
		boolean byId = this.equalities.contains(ID) || Set.of(ID).containsAll(this.sort.keySet()) && !asksForAnything();
		return (byId && !whole.isEmpty()) ? Optional.of(ID)
				: whole.stream()
					.filter((index) -> compares(index.keys().keySet().iterator().next()))
					.filter((index) -> this.sort.isEmpty())
					.map(Index::name)
					.findFirst();
	}

	private boolean asksForAnything() {
		return !(this.equalities.isEmpty() && this.others.isEmpty() && this.alternatives.isEmpty()
				&& Set.of(ID).containsAll(this.ranges));
	}

	private static Optional<String> servedBy(List<QueryShape> branches, List<Index> indexes) {
		List<String> names = branches.stream().flatMap((branch) -> branch.servedBy(indexes, false).stream()).toList();
		return (names.size() == branches.size()) ? Optional.of(String.join(" or ", names)) : Optional.empty();
	}

	private boolean isServedBy(Index index, boolean free) {
		List<String> keys = List.copyOf(index.keys().keySet());
		if (!keys.get(0).equals(TEAM) || !index.needs().stream().allMatch(this::compares)) {
			return false;
		}
		int equal = 1;
		while (equal < keys.size() && this.equalities.contains(keys.get(equal))) {
			equal++;
		}
		boolean narrow = equal > 1 || !asksForMore() || (keys.size() > 1 && this.ranges.contains(keys.get(1)));
		if (this.sort.isEmpty()) {
			return narrow;
		}
		return (narrow || free)
				&& IntStream.rangeClosed(1, equal).anyMatch((place) -> isSortedFrom(index.keys(), keys, place));
	}

	private boolean compares(String field) {
		return this.equalities.contains(field) || this.ranges.contains(field);
	}

	private boolean asksForMore() {
		return this.equalities.size() + this.ranges.size() + this.others.size() + this.alternatives.size() > 1;
	}

	private boolean isSortedFrom(Document index, List<String> keys, int place) {
		List<String> rest = keys.subList(place, keys.size());
		List<String> fields = List.copyOf(this.sort.keySet());
		if (rest.size() < fields.size() || !rest.subList(0, fields.size()).equals(fields)) {
			return false;
		}
		return fields.stream().map((field) -> this.sort.get(field) * index.getInteger(field)).distinct().count() == 1;
	}

	private static List<QueryShape> each(BsonDocument command, String name) {
		return command.getArray(name)
			.stream()
			.map((statement) -> of(document(statement.asDocument(), "q"), new BsonDocument()))
			.toList();
	}

	private static QueryShape ofPipeline(BsonDocument command) {
		BsonDocument filter = new BsonDocument();
		for (BsonValue stage : command.getArray("pipeline")) {
			BsonDocument step = stage.asDocument();
			if (step.containsKey("$match")) {
				filter.putAll(step.getDocument("$match"));
			}
			else if (step.containsKey("$sort")) {
				return of(filter, step.getDocument("$sort"));
			}
			else {
				break;
			}
		}
		return of(filter, new BsonDocument());
	}

	private void collect(BsonDocument filter, List<BsonValue> branches) {
		filter.forEach((field, value) -> {
			if (field.equals("$and")) {
				value.asArray().forEach((part) -> collect(part.asDocument(), branches));
			}
			else if (field.equals("$or")) {
				branches.add(value);
			}
			else {
				compare(field, value);
			}
		});
	}

	private void compare(String field, BsonValue value) {
		boolean operators = value.isDocument() && !value.asDocument().isEmpty()
				&& value.asDocument().getFirstKey().startsWith("$");
		if (!operators) {
			this.equalities.add(field);
			return;
		}
		value.asDocument().forEach((operator, operand) -> {
			boolean exists = operator.equals("$exists") && operand.equals(BsonBoolean.TRUE);
			Set<String> kind = EQUAL.contains(operator) ? this.equalities
					: (BOUNDED.contains(operator) || exists) ? this.ranges : this.others;
			kind.add(field);
		});
	}

	private static BsonDocument document(BsonDocument parent, String name) {
		return parent.getDocument(name, new BsonDocument());
	}

}
