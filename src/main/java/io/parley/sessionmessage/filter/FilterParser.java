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
		this.operators = new FilterOperators(limits, this::count);
	}

	/** The conditions of a filter in its stored form. */
	List<Document> parse(Document filter) {
		return conditions(filter, FilterPath.ROOT);
	}

	private List<Document> conditions(Document filter, FilterPath where) {
		if (filter.isEmpty() && where.depth() > 0) {
			count(where);
		}
		List<Document> conditions = new ArrayList<>();
		filter.forEach((storedKey, value) -> {
			String key = JsonKeys.decode(storedKey);
			FilterPath here = where.at(key);
			if (key.startsWith("$")) {
				conditions.add(new Document(key, logical(key, value, here)));
			}
			else {
				conditions.addAll(condition(FilterField.named(key, here), value, here));
			}
		});
		return conditions;
	}

	private List<Document> logical(String key, Object value, FilterPath where) {
		if (!LOGICAL.contains(key)) {
			throw where.refusal(
					"is not allowed here; a filter holds fields, $and, $or and $nor, and a field holds its operators");
		}
		FilterPath inside = where.deeper(this.limits);
		if (!(value instanceof List<?> list) || list.isEmpty()) {
			throw where.mustBe("an array of at least one filter", value);
		}
		List<Document> filters = new ArrayList<>();
		for (int i = 0; i < list.size(); i++) {
			FilterPath here = inside.at(i);
			Document filter = here.require(Document.class, list.get(i), "a filter, an object");
			filters.add(FilterConditions.all(conditions(filter, here)));
		}
		return filters;
	}

	private List<Document> condition(FilterField field, Object value, FilterPath where) {
		if (FilterOperators.isOperators(value)) {
			return FilterConditions.apart(field.path(), this.operators.read(field, (Document) value, where));
		}
		count(where);
		return List.of(FilterConditions.equal(field.path(), field.literal(value, where)));
	}

	/** Counts one more condition. */
	private void count(FilterPath where) {
		this.clauses++;
		if (this.clauses > this.limits.clauses()) {
			throw where.refusal("is one condition too many; a filter has at most " + this.limits.clauses());
		}
	}

}
