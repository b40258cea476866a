package io.parley;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import org.bson.BsonDocument;
import org.bson.BsonValue;
import org.bson.Document;

/**
 * What of a query an index can serve.
 *
 * @param equalities fields compared by equality or {@code $in}
 * @param ranges fields compared otherwise
 * @param sort fields of the sort, in order
 */
record QueryShape(Set<String> equalities, Set<String> ranges, List<String> sort) {

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

	/**
	 * Whether an index begins with the team, goes on with fields compared by equality,
	 * then with the sort where there is one, and narrows the query down by more than the
	 * team where the query asks for more and has no sort.
	 */
	boolean isServedBy(List<Document> indexes) {
		if (!this.equalities.contains("team")) {
			return false;
		}
		return this.equalities.contains("_id") || indexes.stream().anyMatch(this::isServedBy);
	}

	private boolean isServedBy(Document index) {
		List<String> keys = List.copyOf(index.keySet());
		if (!keys.get(0).equals("team")) {
			return false;
		}
		int prefix = 0;
		while (prefix < keys.size() && this.equalities.contains(keys.get(prefix))
				&& !startsWithSort(keys.subList(prefix, keys.size()))) {
			prefix++;
		}
		List<String> rest = keys.subList(prefix, keys.size());
		if (!this.sort.isEmpty()) {
			return startsWithSort(rest);
		}
		boolean asksForMore = this.equalities.size() + this.ranges.size() > 1;
		return !asksForMore || prefix > 1 || (!rest.isEmpty() && this.ranges.contains(rest.get(0)));
	}

	private boolean startsWithSort(List<String> keys) {
		return !this.sort.isEmpty() && keys.size() >= this.sort.size()
				&& keys.subList(0, this.sort.size()).equals(this.sort);
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

	private static QueryShape of(BsonDocument filter, BsonDocument sort) {
		Set<String> equalities = new HashSet<>();
		Set<String> ranges = new HashSet<>();
		collect(filter, equalities, ranges);
		return new QueryShape(equalities, ranges, new ArrayList<>(sort.keySet()));
	}

	private static void collect(BsonDocument filter, Set<String> equalities, Set<String> ranges) {
		filter.forEach((field, value) -> {
			if (field.equals("$and")) {
				value.asArray().forEach((part) -> collect(part.asDocument(), equalities, ranges));
			}
			else if (!field.startsWith("$")) {
				boolean operators = value.isDocument() && !value.asDocument().isEmpty()
						&& value.asDocument().getFirstKey().startsWith("$");
				boolean equality = !operators || value.asDocument().containsKey("$in")
						|| value.asDocument().containsKey("$eq");
				(equality ? equalities : ranges).add(field);
			}
		});
	}

	private static BsonDocument document(BsonDocument parent, String name) {
		return parent.getDocument(name, new BsonDocument());
	}

}
