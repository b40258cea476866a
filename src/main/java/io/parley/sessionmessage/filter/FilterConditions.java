package io.parley.sessionmessage.filter;

import java.util.List;
import java.util.stream.Stream;

import org.bson.Document;
import org.jspecify.annotations.Nullable;

/** Puts conditions together so that none hides another one on the same field. */
final class FilterConditions {

	private FilterConditions() {
	}

	/** One query for all of the conditions. */
	static Document all(List<Document> conditions) {
		Document merged = new Document();
		for (Document condition : conditions) {
			if (condition.keySet().stream().anyMatch(merged::containsKey)) {
				return new Document("$and", conditions);
			}
			merged.putAll(condition);
		}
		return merged;
	}

	/**
	 * The conditions that the operators put on a field, one each. Several operators on
	 * one field hold independently of each other in MongoDB; apart they do so on every
	 * server.
	 */
	static List<Document> apart(String path, Document operators) {
		return operators.entrySet().stream().flatMap((entry) -> switch (entry.getKey()) {
			case "$eq" -> Stream.of(equal(path, entry.getValue()));
			case "$all" -> every(path, (List<?>) entry.getValue());
			case "$not" -> Stream.of(not(path, (Document) entry.getValue()));
			case "$options" -> Stream.<Document>empty();
			default -> Stream.of(new Document(path, alone(entry.getKey(), operators)));
		}).toList();
	}

	/**
	 * A bare object or array could be taken for operators or compared loosely, a bare
	 * scalar can use an index.
	 */
	static Document equal(String path, @Nullable Object value) {
		boolean scalar = !(value instanceof Document || value instanceof List);
		return new Document(path, scalar ? value : new Document("$eq", value));
	}

	private static Stream<Document> every(String path, List<?> values) {
		if (values.isEmpty()) {
			return Stream.of(new Document(path, new Document("$in", values)));
		}
		return values.stream()
			.map((value) -> FilterOperators.isOperators(value) ? new Document(path, value) : equal(path, value))
			.distinct();
	}

	private static Document not(String path, Document operators) {
		List<Document> conditions = apart(path, operators);
		if (conditions.size() == 1 && conditions.get(0).get(path) instanceof Document only) {
			return new Document(path, new Document("$not", only));
		}
		return new Document("$nor", List.of(all(conditions)));
	}

	/** One of the operators, a pattern with its options. */
	private static Document alone(String operator, Document operators) {
		Document alone = new Document(operator, operators.get(operator));
		if (operator.equals("$regex") && operators.containsKey("$options")) {
			alone.append("$options", operators.get("$options"));
		}
		return alone;
	}

}
