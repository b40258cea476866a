package io.parley.sessionmessage.filter;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import io.parley.store.JsonKeys;
import org.bson.Document;

/** Reads one filter: conditions on fields, {@code $and}, {@code $or}, {@code $nor}. */
final class FilterParser {

	private static final Set<String> LOGICAL = Set.of("$and", "$or", "$nor");

	private final FilterLimits limits;

	private final FilterOperators operators;

	private int clauses;

	FilterParser(FilterLimits limits) {
		this.limits = limits;
		this.operators = new FilterOperators(limits, this);
	}

	/** The conditions of a filter in its stored form. */
	List<Document> parse(Document filter) {
		return conditions(filter, "", 0);
	}

	private List<Document> conditions(Document filter, String where, int depth) {
		if (filter.isEmpty() && depth > 0) {
			countClause(where);
		}
		List<Document> conditions = new ArrayList<>();
		filter.forEach((storedKey, value) -> {
			String key = JsonKeys.decode(storedKey);
			String here = at(where, key);
			if (key.startsWith("$")) {
				conditions.add(new Document(key, logical(key, value, here, depth + 1)));
			}
			else {
				conditions.addAll(condition(FilterField.named(key, here), value, here, depth));
			}
		});
		return conditions;
	}

	private List<Document> logical(String key, Object value, String where, int depth) {
		if (!LOGICAL.contains(key)) {
			throw new InvalidFilterException(where,
					"is not allowed here; a filter holds fields, $and, $or and $nor, and a field holds its operators");
		}
		checkDepth(where, depth);
		if (!(value instanceof List<?> list) || list.isEmpty()) {
			throw new InvalidFilterException(where, "must be an array of at least one filter, was " + kind(value));
		}
		List<Document> filters = new ArrayList<>();
		for (int i = 0; i < list.size(); i++) {
			String here = at(where, i);
			if (!(list.get(i) instanceof Document filter)) {
				throw new InvalidFilterException(here, "must be a filter, an object, was " + kind(list.get(i)));
			}
			filters.add(ConditionParser.all(conditions(filter, here, depth)));
		}
		return filters;
	}

	private List<Document> condition(FilterField field, Object value, String where, int depth) {
		if (isOperators(value)) {
			return ConditionParser.apart(field.path(), this.operators.read(field, (Document) value, where, depth));
		}
		countClause(where);
		return List.of(ConditionParser.equal(field.path(), FilterOperators.literal(field, value, where)));
	}

	/** Counts one more condition. */
	void countClause(String where) {
		this.clauses++;
		if (this.clauses > this.limits.clauses()) {
			throw new InvalidFilterException(where,
					"is one condition too many; a filter has at most " + this.limits.clauses());
		}
	}

	void checkDepth(String where, int depth) {
		if (depth > this.limits.depth()) {
			throw new InvalidFilterException(where,
					"is nested too deep; at most " + this.limits.depth() + " operators stand inside each other");
		}
	}

	/**
	 * Whether a value, in its stored form or already read, is an object with an operator
	 * among its keys.
	 */
	static boolean isOperators(Object value) {
		return value instanceof Document object && object.keySet().stream().anyMatch(FilterParser::isOperator);
	}

	static boolean isOperator(String key) {
		return key.startsWith("$") || key.startsWith("%24");
	}

	static String at(String where, Object step) {
		return where.isEmpty() ? step.toString() : where + "." + step;
	}

	/** What a value is, for a sentence. */
	static String kind(Object value) {
		if (value == null) {
			return "null";
		}
		if (value instanceof List<?> list) {
			return list.isEmpty() ? "an empty array" : "an array";
		}
		if (value instanceof Document) {
			return "an object";
		}
		if (value instanceof Boolean) {
			return "a boolean";
		}
		return (value instanceof String) ? "a string" : "a number";
	}

}
