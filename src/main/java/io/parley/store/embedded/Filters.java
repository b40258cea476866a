package io.parley.store.embedded;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.UnaryOperator;

import de.bwaldvogel.mongo.bson.BsonRegularExpression;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.MongoServerError;
import org.jspecify.annotations.Nullable;

/**
 * Puts {@link TimedPattern}s in place of the regular expressions in filters that the
 * library itself holds against documents: those of updates, for the position of the array
 * element that matched, and those of pipelines inside pipelines. They get a form that it
 * matches as MongoDB does: against strings only, and together with the other operators on
 * the same field. What is not a filter, above all the documents to be stored, is left as
 * it is.
 */
final class Filters {

	private static final Set<String> LOGICAL = Set.of("$and", "$or", "$nor");

	private static final Set<String> LISTS = Set.of("$in", "$nin", "$all");

	private Filters() {
	}

	static void guard(String command, Document arguments) {
		switch (command.toLowerCase(Locale.ROOT)) {
			case "findandmodify" -> guardField(arguments, "query");
			case "update" -> guardEach(arguments.get("updates"));
			case "aggregate" -> guardPipeline(arguments.get("pipeline"));
			default -> {
			}
		}
	}

	private static void guardField(Document parent, String name) {
		if (parent.get(name) instanceof Document filter) {
			parent.put(name, guarded(filter));
		}
	}

	private static void guardEach(@Nullable Object statements) {
		if (statements instanceof Collection<?> list) {
			list.forEach((statement) -> guardField((Document) statement, "q"));
		}
	}

	private static void guardPipeline(@Nullable Object part) {
		if (part instanceof Collection<?> list) {
			list.forEach(Filters::guardPipeline);
		}
		else if (part instanceof Document document) {
			guardField(document, "$match");
			guardField(document, "restrictSearchWithMatch");
			document.values().forEach(Filters::guardPipeline);
		}
	}

	private static Document guarded(Document filter) {
		Document guarded = new Document();
		filter.forEach((key, value) -> {
			if (LOGICAL.contains(key) && value instanceof Collection<?> parts) {
				guarded.put(key, each(parts, (part) -> (part instanceof Document nested) ? guarded(nested) : part));
			}
			else {
				guarded.put(key, key.startsWith("$") ? value : condition(value));
			}
		});
		return guarded;
	}

	private static Object condition(Object value) {
		if (value instanceof BsonRegularExpression expression) {
			return new Document("$in", List.of(TimedPattern.of(expression)));
		}
		return (value instanceof Document operators && hasOperators(operators)) ? operators(operators) : value;
	}

	private static Document operators(Document operators) {
		Document guarded = new Document();
		operators.forEach((operator, operand) -> {
			if (LISTS.contains(operator) && operand instanceof Collection<?> values) {
				guarded.put(operator, each(values, Filters::element));
			}
			else if (operator.equals("$elemMatch") && operand instanceof Document nested && !hasOperators(nested)) {
				guarded.put(operator, guarded(nested));
			}
			else if (operator.equals("$not") || operator.equals("$elemMatch")) {
				guarded.put(operator, condition(operand));
			}
			else if (!isPattern(operator, operators)) {
				guarded.put(operator, operand);
			}
		});
		if (operators.containsKey("$regex")) {
			putPattern(guarded, TimedPattern.of(operators.get("$regex"), operators.get("$options")));
		}
		return guarded;
	}

	private static boolean isPattern(String operator, Document operators) {
		return operator.equals("$regex") || (operator.equals("$options") && operators.containsKey("$regex"));
	}

	private static void putPattern(Document operators, TimedPattern pattern) {
		if (operators.putIfAbsent("$in", List.of(pattern)) != null
				&& operators.putIfAbsent("$not", new Document("$nin", List.of(pattern))) != null) {
			throw new MongoServerError(2, "BadValue", "$regex beside both $in and $not on one field is not supported");
		}
	}

	private static Object element(Object value) {
		if (value instanceof BsonRegularExpression expression) {
			return TimedPattern.of(expression);
		}
		return (value instanceof Document operators && hasOperators(operators)) ? operators(operators) : value;
	}

	private static boolean hasOperators(Document value) {
		return !value.isEmpty() && value.keySet().iterator().next().startsWith("$")
				&& LOGICAL.stream().noneMatch(value::containsKey);
	}

	private static List<Object> each(Collection<?> values, UnaryOperator<Object> change) {
		List<Object> changed = new ArrayList<>();
		values.forEach((value) -> changed.add(change.apply(value)));
		return changed;
	}

}
