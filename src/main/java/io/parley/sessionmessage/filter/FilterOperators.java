package io.parley.sessionmessage.filter;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import io.parley.store.JsonKeys;
import org.bson.Document;

/** Reads the operators of one field and holds each operand to what its operator takes. */
final class FilterOperators {

	private static final String ALLOWED = "$eq, $ne, $gt, $gte, $lt, $lte, $in, $nin, $exists, $not, $regex, $options, "
			+ "$size, $all, $elemMatch, $type and $mod on a field; $and, $or and $nor around fields";

	private static final Set<String> NOT_FOR_TIMES = Set.of("$regex", "$options", "$size", "$elemMatch", "$mod");

	private final FilterLimits limits;

	private final FilterParser parser;

	FilterOperators(FilterLimits limits, FilterParser parser) {
		this.limits = limits;
		this.parser = parser;
	}

	/** The operators with their operands as they are sent. */
	Document read(FilterField field, Document operators, String where, int depth) {
		Document read = new Document();
		operators.forEach((storedKey, operand) -> {
			String operator = JsonKeys.decode(storedKey);
			String here = FilterParser.at(where, operator);
			if (!operator.startsWith("$")) {
				throw new InvalidFilterException(here, "must not stand beside an operator; an object is either all "
						+ "operators or a value, and $eq takes a value with any keys");
			}
			if (field.time() && NOT_FOR_TIMES.contains(operator)) {
				throw new InvalidFilterException(here, "is not allowed on a time");
			}
			if (!operator.equals("$options")) {
				this.parser.countClause(here);
			}
			read.put(operator, operand(field, operator, operand, here, depth));
		});
		return FilterPattern.read(read, where, this.limits);
	}

	private Object operand(FilterField field, String operator, Object operand, String where, int depth) {
		return switch (operator) {
			case "$eq", "$ne" -> literal(field, operand, where);
			case "$gt", "$gte", "$lt", "$lte" -> literal(field, Operands.comparable(operand, where), where);
			case "$in", "$nin" -> values(field, operand, where);
			case "$all" -> all(field, operand, where, depth);
			case "$exists" -> Operands.flag(operand, where);
			case "$size" -> Operands.size(operand, where);
			case "$mod" -> Operands.modulus(operand, where);
			case "$type" -> Operands.types(operand, where);
			case "$regex", "$options" -> Operands.text(operand, where);
			case "$not" -> not(field, operand, where, depth + 1);
			case "$elemMatch" -> elemMatch(operand, where, depth + 1);
			default -> throw new InvalidFilterException(where,
					"is not an operator that is allowed here; allowed are " + ALLOWED);
		};
	}

	private List<Object> values(FilterField field, Object operand, String where) {
		List<?> list = Operands.list(operand, where, this.limits.values());
		List<Object> values = new ArrayList<>();
		for (int i = 0; i < list.size(); i++) {
			String here = FilterParser.at(where, i);
			if (FilterParser.isOperators(list.get(i))) {
				throw new InvalidFilterException(here, "must be a value, not an object with operators");
			}
			values.add(literal(field, list.get(i), here));
		}
		return values;
	}

	private List<Object> all(FilterField field, Object operand, String where, int depth) {
		List<?> list = Operands.list(operand, where, this.limits.values());
		if (!list.isEmpty() && list.stream().allMatch(FilterOperators::isElemMatch)) {
			List<Object> matches = new ArrayList<>();
			for (int i = 0; i < list.size(); i++) {
				matches.add(read(field, (Document) list.get(i), FilterParser.at(where, i), depth));
			}
			return matches;
		}
		return values(field, operand, where);
	}

	private static boolean isElemMatch(Object value) {
		return value instanceof Document object && object.keySet().equals(Set.of(JsonKeys.encode("$elemMatch")));
	}

	private Document not(FilterField field, Object operand, String where, int depth) {
		this.parser.checkDepth(where, depth);
		if (!FilterParser.isOperators(operand)) {
			throw new InvalidFilterException(where,
					"must be an object of operators such as {\"$gt\": 5}, was " + FilterParser.kind(operand));
		}
		return read(field, (Document) operand, where, depth);
	}

	private Document elemMatch(Object operand, String where, int depth) {
		this.parser.checkDepth(where, depth);
		if (!(operand instanceof Document match)) {
			throw new InvalidFilterException(where,
					"must be an object of operators or of conditions, was " + FilterParser.kind(operand));
		}
		if (FilterParser.isOperators(match) && !hasLogic(match)) {
			return ofElement(read(new FilterField("", false), match, where, depth), where);
		}
		if (match.isEmpty()) {
			this.parser.countClause(where);
		}
		Document conditions = new Document();
		match.forEach((storedKey, value) -> {
			String key = JsonKeys.decode(storedKey);
			String here = FilterParser.at(where, key);
			if (key.startsWith("$")) {
				throw new InvalidFilterException(here, "is not allowed inside $elemMatch; write it around it, as in "
						+ "{\"$or\": [{field: {\"$elemMatch\": …}}, {field: {\"$elemMatch\": …}}]}");
			}
			FilterField field = FilterField.ofElement(key, here);
			conditions.put(field.path(), elementCondition(field, value, here, depth));
		});
		return conditions;
	}

	private Object elementCondition(FilterField field, Object value, String where, int depth) {
		if (FilterParser.isOperators(value)) {
			return ofElement(read(field, (Document) value, where, depth), where);
		}
		this.parser.countClause(where);
		return ConditionParser.equal(field.path(), value).get(field.path());
	}

	private static boolean hasLogic(Document match) {
		return match.keySet()
			.stream()
			.anyMatch((key) -> key.equals("%24and") || key.equals("%24or") || key.equals("%24nor"));
	}

	/**
	 * Operators on one element cannot be written apart, and not every server reads a
	 * pattern beside others.
	 */
	private static Document ofElement(Document operators, String where) {
		if (operators.containsKey("$regex") && operators.keySet().stream().anyMatch((key) -> !isPattern(key))) {
			throw new InvalidFilterException(FilterParser.at(where, "$regex"),
					"must stand alone, or beside $options, inside $elemMatch");
		}
		if (operators.get("$not") instanceof Document inner) {
			ofElement(inner, FilterParser.at(where, "$not"));
		}
		return operators;
	}

	private static boolean isPattern(String operator) {
		return operator.equals("$regex") || operator.equals("$options");
	}

	/**
	 * A value to compare with. Inside a value every key is data: it is compared in its
	 * stored spelling.
	 */
	static Object literal(FilterField field, Object value, String where) {
		return field.time() ? Operands.time(value, where) : value;
	}

}
