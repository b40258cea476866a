package io.parley.sessionmessage.filter;

import java.util.ArrayList;
import java.util.List;

import org.bson.Document;

/** Puts conditions together so that none hides another one on the same field. */
final class Conditions {

	private Conditions() {
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

	static List<Document> join(List<Document> first, List<Document> second) {
		List<Document> joined = new ArrayList<>(first);
		joined.addAll(second);
		return joined;
	}

	/**
	 * The conditions that the operators put on a field, one each. Several operators on
	 * one field hold independently of each other in MongoDB; apart they do so on every
	 * server.
	 */
	static List<Document> apart(String path, Document operators) {
		List<Document> conditions = new ArrayList<>();
		operators.forEach((operator, operand) -> {
			switch (operator) {
				case "$eq" -> conditions.add(equal(path, operand));
				case "$all" -> conditions.addAll(every(path, (List<?>) operand));
				case "$not" -> conditions.add(not(path, (Document) operand));
				case "$regex" -> conditions.add(new Document(path, pattern(operators)));
				case "$options" -> {
				}
				default -> conditions.add(new Document(path, new Document(operator, operand)));
			}
		});
		return conditions;
	}

	/**
	 * A bare object or array could be taken for operators or compared loosely, a bare
	 * scalar can use an index.
	 */
	static Document equal(String path, Object value) {
		boolean scalar = !(value instanceof Document || value instanceof List);
		return new Document(path, scalar ? value : new Document("$eq", value));
	}

	private static List<Document> every(String path, List<?> values) {
		if (values.isEmpty()) {
			return List.of(new Document(path, new Document("$in", values)));
		}
		return values.stream()
			.map((value) -> FilterOperators.isOperators(value) ? new Document(path, value) : equal(path, value))
			.distinct()
			.toList();
	}

	private static Document not(String path, Document operators) {
		List<Document> conditions = apart(path, operators);
		if (conditions.size() == 1 && conditions.get(0).get(path) instanceof Document only) {
			return new Document(path, new Document("$not", only));
		}
		return new Document("$nor", List.of(all(conditions)));
	}

	private static Document pattern(Document operators) {
		Document pattern = new Document("$regex", operators.get("$regex"));
		if (operators.containsKey("$options")) {
			pattern.append("$options", operators.get("$options"));
		}
		return pattern;
	}

}
