package io.parley.store.embedded;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map.Entry;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntPredicate;
import java.util.function.Predicate;

import de.bwaldvogel.mongo.backend.Missing;
import de.bwaldvogel.mongo.backend.Utils;
import de.bwaldvogel.mongo.bson.BsonRegularExpression;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.MongoServerError;

/** Reads what a query asks of one field: a value, a pattern or operators. */
final class FieldTests {

	private static final Set<String> REFERENCE = Set.of("$ref", "$id", "$db");

	private static final Set<String> LOGICAL = Set.of("$and", "$or", "$nor", "$where");

	private FieldTests() {
	}

	/**
	 * Reads a condition.
	 * @throws MongoServerError when it is not one
	 */
	static FieldTest of(Object condition) {
		if (condition instanceof BsonRegularExpression pattern) {
			return pattern(pattern);
		}
		return (condition instanceof Document document && hasOperators(document)) ? operators(document)
				: equal(condition);
	}

	static MongoServerError badValue(String message) {
		return new MongoServerError(2, "BadValue", message);
	}

	private static boolean hasOperators(Document document) {
		String first = document.isEmpty() ? "" : document.keySet().iterator().next();
		return first.startsWith("$") && !REFERENCE.contains(first);
	}

	private static FieldTest operators(Document operators) {
		List<FieldTest> tests = new ArrayList<>();
		for (Entry<String, Object> operator : operators.entrySet()) {
			if (operator.getKey().equals("$options")) {
				if (!operators.containsKey("$regex")) {
					throw badValue("$options needs a $regex");
				}
			}
			else {
				tests.add(operator(operator.getKey(), operator.getValue(), operators));
			}
		}
		return (tests.size() == 1) ? tests.get(0) : new FieldTest.All(tests);
	}

	private static FieldTest operator(String name, Object operand, Document operators) {
		return switch (name) {
			case "$eq" -> equal(operand);
			case "$ne" -> new FieldTest.Not(equal(noPattern(name, operand)));
			case "$gt" -> compared(name, operand, false, (order) -> order > 0);
			case "$gte" -> compared(name, operand, true, (order) -> order >= 0);
			case "$lt" -> compared(name, operand, false, (order) -> order < 0);
			case "$lte" -> compared(name, operand, true, (order) -> order <= 0);
			case "$in" -> in(name, operand);
			case "$nin" -> new FieldTest.Not(in(name, operand));
			case "$exists" -> exists(Utils.isTrue(operand));
			case "$not" -> new FieldTest.Not(negated(operand));
			case "$regex" -> pattern(TimedPattern.of(operand, operators.get("$options")));
			case "$size" -> size(operand);
			case "$all" -> all(operand);
			case "$elemMatch" -> element(operand);
			case "$type" -> new FieldTest.OfValue(ValueTypes.test(operand));
			case "$mod" -> new FieldTest.OfValue(Modulo.test(operand));
			default -> throw badValue("unknown operator: " + name);
		};
	}

	private static FieldTest equal(Object operand) {
		return new FieldTest.OfValue((value) -> ValueOrder.isEqual(value, operand));
	}

	/**
	 * Compares with values of the operand's kind only. NaN is neither more nor less than
	 * anything.
	 */
	private static FieldTest compared(String name, Object operand, boolean orEqual, IntPredicate accepted) {
		noPattern(name, operand);
		int kind = ValueOrder.kind(operand);
		return new FieldTest.OfValue((value) -> {
			if (ValueOrder.kind(value) != kind) {
				return false;
			}
			int order = ValueOrder.ASCENDING.compare(value, operand);
			boolean isNaN = NumberOrder.isNaN(value) || NumberOrder.isNaN(operand);
			return isNaN ? orEqual && order == 0 : accepted.test(order);
		});
	}

	private static Object noPattern(String name, Object operand) {
		if (operand instanceof BsonRegularExpression) {
			throw badValue("Can't have regex as arg to " + name);
		}
		return operand;
	}

	private static FieldTest in(String name, Object operand) {
		if (!(operand instanceof Collection<?> list)) {
			throw badValue(name + " needs an array");
		}
		Set<Object> values = new TreeSet<>(ValueOrder.ASCENDING);
		List<TimedPattern> patterns = new ArrayList<>();
		for (Object value : list) {
			if (value instanceof BsonRegularExpression pattern) {
				patterns.add(TimedPattern.of(pattern));
			}
			else if (value instanceof Document document && hasOperators(document)) {
				throw badValue("cannot nest $ under " + name);
			}
			else {
				values.add((value instanceof Missing) ? null : value);
			}
		}
		return new FieldTest.OfValue((value) -> values.contains(value)
				|| patterns.stream().anyMatch((pattern) -> pattern.matchesValue(value)));
	}

	private static FieldTest exists(boolean wanted) {
		FieldTest exists = new FieldTest.OfValue((value) -> !(value instanceof Missing));
		return wanted ? exists : new FieldTest.Not(exists);
	}

	private static FieldTest negated(Object operand) {
		if (operand instanceof BsonRegularExpression pattern) {
			return pattern(pattern);
		}
		if (!(operand instanceof Document operators)) {
			throw badValue("$not needs a regex or a document");
		}
		if (!hasOperators(operators)) {
			throw badValue("$not needs a document with operators");
		}
		return operators(operators);
	}

	private static FieldTest pattern(BsonRegularExpression expression) {
		return new FieldTest.OfValue(TimedPattern.of(expression)::matchesValue);
	}

	private static FieldTest size(Object operand) {
		boolean isWhole = operand instanceof Number number && NumberOrder.isFinite(number)
				&& NumberOrder.exact(number).stripTrailingZeros().scale() <= 0;
		if (!isWhole || NumberOrder.compare((Number) operand, 0) < 0) {
			throw badValue("Failed to parse $size. Expected a non-negative integer");
		}
		return new FieldTest.OfArray((array) -> NumberOrder.compare(array.size(), (Number) operand) == 0);
	}

	private static FieldTest all(Object operand) {
		if (!(operand instanceof Collection<?> list)) {
			throw badValue("$all needs an array");
		}
		if (list.isEmpty()) {
			return new FieldTest.OfValue((value) -> false);
		}
		boolean areElements = isElementMatch(list.iterator().next());
		List<FieldTest> tests = new ArrayList<>();
		for (Object value : list) {
			if (isElementMatch(value) != areElements) {
				throw badValue("$all/$elemMatch has to be consistent");
			}
			tests.add(areElements ? operators((Document) value)
					: (value instanceof BsonRegularExpression pattern) ? pattern(pattern) : equal(noOperators(value)));
		}
		return new FieldTest.All(tests);
	}

	private static boolean isElementMatch(Object value) {
		return value instanceof Document document && document.containsKey("$elemMatch");
	}

	private static Object noOperators(Object value) {
		if (value instanceof Document document && hasOperators(document)) {
			throw badValue("no $ expressions in $all");
		}
		return value;
	}

	private static FieldTest element(Object operand) {
		if (!(operand instanceof Document condition)) {
			throw badValue("$elemMatch needs an Object");
		}
		if (hasOperators(condition) && LOGICAL.stream().noneMatch(condition::containsKey)) {
			FieldTest test = operators(condition);
			return new FieldTest.OfArray((array) -> array.stream().anyMatch(test::onValue));
		}
		DocumentFilter filter = DocumentFilter.of(condition);
		Predicate<Object> matches = (element) -> filter.matches(asDocument(element));
		return new FieldTest.OfArray((array) -> array.stream()
			.filter((element) -> element instanceof Document || element instanceof Collection)
			.anyMatch(matches));
	}

	/** An array inside an array is searched by the numbers of its elements. */
	private static Document asDocument(Object element) {
		if (element instanceof Document document) {
			return document;
		}
		Document numbered = new Document();
		((Collection<?>) element).forEach((value) -> numbered.put(String.valueOf(numbered.size()), value));
		return numbered;
	}

}
