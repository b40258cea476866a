package io.parley.store.embedded;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

import de.bwaldvogel.mongo.backend.Missing;
import de.bwaldvogel.mongo.exception.MongoServerError;
import de.bwaldvogel.mongo.wire.bson.BsonEncoder;

/** The types that {@code $type} knows, by their codes and names. */
final class ValueTypes {

	private static final int MIN_KEY = -1;

	private static final int MAX_KEY = 127;

	private static final Map<String, Integer> CODES = codes();

	private static final Set<Integer> NUMBERS = Set.of(1, 16, 18, 19);

	private ValueTypes() {
	}

	static Predicate<Object> test(Object operand) {
		Set<Integer> types = new HashSet<>();
		if (operand instanceof Collection<?> list) {
			if (list.isEmpty()) {
				throw new MongoServerError(9, "FailedToParse", "$type must match at least one type");
			}
			list.forEach((type) -> types.addAll(codes(type)));
		}
		else {
			types.addAll(codes(operand));
		}
		return (value) -> !(value instanceof Missing) && types.contains((int) BsonEncoder.determineType(value));
	}

	private static Set<Integer> codes(Object type) {
		if (type instanceof String name) {
			if (name.equals("number")) {
				return NUMBERS;
			}
			if (!CODES.containsKey(name)) {
				throw FieldTests.badValue("Unknown type name alias: " + name);
			}
			return Set.of(CODES.get(name));
		}
		if (!(type instanceof Number number)) {
			throw new MongoServerError(14, "TypeMismatch", "type must be represented as a number or a string");
		}
		int code = (int) NumberOrder.special(number);
		if (NumberOrder.compare(code, number) != 0 || !CODES.containsValue(code)) {
			throw FieldTests.badValue("Invalid numerical type code: " + number);
		}
		return Set.of(code);
	}

	private static Map<String, Integer> codes() {
		List<String> names = List.of("double", "string", "object", "array", "binData", "undefined", "objectId", "bool",
				"date", "null", "regex", "dbPointer", "javascript", "symbol", "javascriptWithScope", "int", "timestamp",
				"long", "decimal");
		Map<String, Integer> codes = new HashMap<>(Map.of("minKey", MIN_KEY, "maxKey", MAX_KEY));
		names.forEach((name) -> codes.put(name, names.indexOf(name) + 1));
		return codes;
	}

}
