package io.parley.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import io.parley.store.CollectionIndexes;
import org.bson.Document;

import org.springframework.data.mongodb.core.index.IndexDefinition;

/**
 * The entries that a document has in the declared indexes of its collection, as MongoDB
 * keeps them.
 */
final class IndexEntries {

	private final CollectionIndexes declared;

	IndexEntries(CollectionIndexes declared) {
		this.declared = declared;
	}

	/** All of them, each as the index, its keys and their values. */
	Set<String> of(Document document) {
		Set<String> entries = new HashSet<>(Set.of("_id " + document.get("_id")));
		for (IndexDefinition index : this.declared.indexes()) {
			Document filter = index.getIndexOptions().get("partialFilterExpression", new Document());
			if (filter.entrySet()
				.stream()
				.allMatch((wanted) -> matches(document, wanted.getKey(), wanted.getValue()))) {
				List<String> keys = List.of(index.getIndexKeys().keySet() + filter.toJson());
				for (String field : index.getIndexKeys().keySet()) {
					keys = keys.stream()
						.flatMap((key) -> indexed(document, field).map((value) -> key + " " + value))
						.toList();
				}
				entries.addAll(keys);
			}
		}
		return entries;
	}

	/**
	 * How many entries are made or taken away when a document is inserted as it is first
	 * and becomes what it is then.
	 */
	int touched(Document first, Document then) {
		Set<String> before = of(first);
		Set<String> after = of(then);
		Set<String> changed = new HashSet<>(before);
		changed.removeAll(after);
		Set<String> added = new HashSet<>(after);
		added.removeAll(before);
		return before.size() + changed.size() + added.size();
	}

	/** An array has an entry for each of its values, and one for none. */
	private static Stream<Object> indexed(Document document, String field) {
		List<Object> values = values(document, field);
		return values.isEmpty() ? Stream.of("none") : values.stream().distinct();
	}

	private static List<Object> values(Object value, String path) {
		List<Object> values = new ArrayList<>();
		collect(value, new ArrayList<>(Arrays.asList(path.split("\\."))), values);
		return values;
	}

	private static void collect(Object value, List<String> path, List<Object> values) {
		if (value instanceof List<?> list) {
			list.forEach((one) -> collect(one, path, values));
		}
		else if (path.isEmpty()) {
			if (value != null) {
				values.add(value);
			}
		}
		else if (value instanceof Document document) {
			collect(document.get(path.get(0)), path.subList(1, path.size()), values);
		}
	}

	private static boolean matches(Document document, String field, Object wanted) {
		List<Object> values = values(document, field);
		if (!(wanted instanceof Document operators)) {
			return values.contains(wanted);
		}
		return operators.entrySet().stream().allMatch((operator) -> switch (operator.getKey()) {
			case "$exists" -> values.isEmpty() != (Boolean) operator.getValue();
			case "$eq" -> values.contains(operator.getValue());
			case "$gt" -> values.stream().anyMatch((value) -> isGreater(value, operator.getValue()));
			default -> throw new IllegalStateException("No index uses " + operator + " yet");
		});
	}

	private static boolean isGreater(Object value, Object bound) {
		if (value instanceof Number number && bound instanceof Number least) {
			return number.doubleValue() > least.doubleValue();
		}
		return value instanceof String text && bound instanceof String least && text.compareTo(least) > 0;
	}

}
