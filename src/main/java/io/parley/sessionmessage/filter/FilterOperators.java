package io.parley.sessionmessage.filter;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

import io.parley.store.JsonKeys;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/** Reads the operators of one field and holds each operand to what its operator takes. */
final class FilterOperators {

	private static final String ALLOWED = "$eq, $ne, $gt, $gte, $lt, $lte, $in, $nin, $exists, $not, $regex, $options, "
			+ "$size, $all, $elemMatch, $type and $mod on a field; $and, $or and $nor around fields";

	private static final Set<String> NOT_FOR_TIMES = Set.of("$regex", "$options", "$size", "$elemMatch", "$mod");

	private static final Set<String> LOGICAL = Set.of("%24and", "%24or", "%24nor");

	private final FilterLimits limits;

	private final Consumer<FilterPath> count;

	/**
	 * @param count is told of each condition
	 */
	FilterOperators(FilterLimits limits, Consumer<FilterPath> count) {
		this.limits = limits;
		this.count = count;
	}

	/**
	 * Whether a value, in its stored form or already read, is an object with an operator
	 * among its keys.
	 */
	static boolean isOperators(Object value) {
		return value instanceof Document object
				&& object.keySet().stream().anyMatch((key) -> key.startsWith("$") || key.startsWith("%24"));
	}

	/** The operators with their operands as they are sent. */
	Document read(FilterField field, Document operators, FilterPath where) {
		Document read = new Document();
		operators.forEach((storedKey, operand) -> {
			String operator = JsonKeys.decode(storedKey);
			FilterPath here = where.at(operator);
			if (!operator.startsWith("$")) {
				throw here.refusal("must not stand beside an operator; an object is either all operators or a value, "
						+ "and $eq takes a value with any keys");
			}
			if (field.time() && NOT_FOR_TIMES.contains(operator)) {
				throw here.refusal("is not allowed on a time");
			}
			if (!operator.equals("$options")) {
				this.count.accept(here);
			}
			read.put(operator, operand(field, operator, operand, here));
		});
		return FilterPattern.read(read, where, this.limits);
	}

	private @Nullable Object operand(FilterField field, String operator, Object operand, FilterPath where) {
		return switch (operator) {
			case "$eq", "$ne" -> field.literal(operand, where);
			case "$gt", "$gte", "$lt", "$lte" -> field.literal(Operands.comparable(operand, where), where);
			case "$in", "$nin" -> values(field, operand, where);
			case "$all" -> all(field, operand, where);
			case "$exists" -> where.require(Boolean.class, operand, "true or false");
			case "$size" -> Operands.size(operand, where);
			case "$mod" -> Operands.modulus(operand, where);
			case "$type" -> Operands.types(operand, where);
			case "$regex", "$options" -> where.require(String.class, operand, "a string");
			case "$not" -> not(field, operand, where.deeper(this.limits));
			case "$elemMatch" -> elemMatch(operand, where.deeper(this.limits));
			default -> throw where.refusal("is not an operator that is allowed here; allowed are " + ALLOWED);
		};
	}

	private List<?> list(Object operand, FilterPath where) {
		List<?> list = where.require(List.class, operand, "an array of values");
		if (list.size() > this.limits.values()) {
			throw where.refusal("must have at most " + this.limits.values() + " values, had " + list.size());
		}
		return list;
	}

	private List<Object> values(FilterField field, Object operand, FilterPath where) {
		List<Object> values = new ArrayList<>();
		for (Object value : list(operand, where)) {
			FilterPath here = where.at(values.size());
			if (isOperators(value)) {
				throw here.refusal("must be a value, not an object with operators");
			}
			values.add(field.literal(value, here));
		}
		return values;
	}

	private List<Object> all(FilterField field, Object operand, FilterPath where) {
		List<?> list = list(operand, where);
		if (list.isEmpty() || !list.stream().allMatch(FilterOperators::isElemMatch)) {
			return values(field, operand, where);
		}
		List<Object> matches = new ArrayList<>();
		list.forEach((match) -> matches.add(read(field, (Document) match, where.at(matches.size()))));
		return matches;
	}

	private static boolean isElemMatch(Object value) {
		return value instanceof Document object && object.keySet().equals(Set.of(JsonKeys.encode("$elemMatch")));
	}

	private Document not(FilterField field, Object operand, FilterPath where) {
		if (!isOperators(operand)) {
			throw where.mustBe("an object of operators such as {\"$gt\": 5}", operand);
		}
		return read(field, (Document) operand, where);
	}

	private Document elemMatch(Object operand, FilterPath where) {
		Document match = where.require(Document.class, operand, "an object of operators or of conditions");
		if (isOperators(match) && match.keySet().stream().noneMatch(LOGICAL::contains)) {
			return ofElement(read(FilterField.ELEMENT, match, where), where);
		}
		if (match.isEmpty()) {
			this.count.accept(where);
		}
		Document conditions = new Document();
		match.forEach((storedKey, value) -> {
			String key = JsonKeys.decode(storedKey);
			FilterPath here = where.at(key);
			if (key.startsWith("$")) {
				throw here.refusal("is not allowed inside $elemMatch; write it around it, as in "
						+ "{\"$or\": [{field: {\"$elemMatch\": …}}, {field: {\"$elemMatch\": …}}]}");
			}
			FilterField field = FilterField.ofElement(key, here);
			conditions.put(field.path(), elementCondition(field, value, here));
		});
		return conditions;
	}

	private @Nullable Object elementCondition(FilterField field, Object value, FilterPath where) {
		if (isOperators(value)) {
			return ofElement(read(field, (Document) value, where), where);
		}
		this.count.accept(where);
		return FilterConditions.equal(field.path(), value).get(field.path());
	}

	/**
	 * Operators on one element cannot be written apart, and not every server reads a
	 * pattern beside others.
	 */
	private static Document ofElement(Document operators, FilterPath where) {
		if (operators.containsKey("$regex") && !Set.of("$regex", "$options").containsAll(operators.keySet())) {
			throw where.at("$regex").refusal("must stand alone, or beside $options, inside $elemMatch");
		}
		if (operators.get("$not") instanceof Document inner) {
			ofElement(inner, where.at("$not"));
		}
		return operators;
	}

}
