package io.parley.store.embedded;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import de.bwaldvogel.mongo.bson.Document;
import org.jspecify.annotations.Nullable;

/**
 * What a query asks of single fields that every match must fulfil: the conditions at its
 * top level and inside {@code $and}. All else in a query can only make matches fewer, and
 * is left to whoever reads the documents.
 */
final class Conditions {

	/** More than any command of the service names, and a plan holds that many keys. */
	private static final int MAX_VALUES = 1000;

	private final Map<String, List<Object>> byField = new HashMap<>();

	Conditions(Document query) {
		query.forEach((key, value) -> {
			if (key.equals("$and") && value instanceof Collection<?> parts) {
				parts.stream()
					.filter(Document.class::isInstance)
					.map((part) -> new Conditions((Document) part))
					.forEach((part) -> part.byField.forEach((field, asked) -> of(field).addAll(asked)));
			}
			else if (!key.startsWith("$")) {
				of(key).add(value);
			}
		});
	}

	/**
	 * The values of which the field must have one; empty where the query does not list
	 * them.
	 */
	Optional<List<Object>> values(String field) {
		return of(field).stream()
			.map(Conditions::values)
			.filter((values) -> values != null && values.size() <= MAX_VALUES
					&& values.stream().allMatch(KeyText::isOrdered))
			.findFirst();
	}

	/**
	 * The least value that the field may have, and the greatest: either, both or none.
	 * All are of types with an order.
	 */
	Bounds bounds(String field) {
		return new Bounds(operand(field, "$gte", "$gt"), operand(field, "$lte", "$lt"));
	}

	private List<Object> of(String field) {
		return this.byField.computeIfAbsent(field, (key) -> new ArrayList<>());
	}

	/** Null where this condition does not say which values it accepts. */
	private static @Nullable List<Object> values(Object condition) {
		if (!(condition instanceof Document operators)) {
			return Collections.singletonList(condition);
		}
		if (operators.containsKey("$eq")) {
			return Collections.singletonList(operators.get("$eq"));
		}
		return (operators.get("$in") instanceof Collection<?> values) ? new ArrayList<>(values) : null;
	}

	private @Nullable Object operand(String field, String... names) {
		return of(field).stream()
			.filter(Document.class::isInstance)
			.map(Document.class::cast)
			.flatMap((operators) -> Stream.of(names).map(operators::get))
			.filter((value) -> value != null && KeyText.isOrdered(value))
			.findFirst()
			.orElse(null);
	}

	/**
	 * Both included, since numbers that differ beyond a double's precision share a key.
	 */
	record Bounds(@Nullable Object least, @Nullable Object greatest) {

		boolean isEmpty() {
			return this.least == null && this.greatest == null;
		}

		/** The least value alone, or the greatest where that is open. */
		Bounds one() {
			return (this.least != null) ? new Bounds(this.least, null) : this;
		}

	}

}
