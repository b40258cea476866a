package io.parley.store.embedded;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

import de.bwaldvogel.mongo.backend.DefaultQueryMatcher;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.MongoServerError;

/**
 * A query, taken apart once and held against many documents. It follows MongoDB's own
 * rules, operator by operator; the library's matcher does not in many cases.
 */
final class DocumentFilter {

	private final List<Predicate<Document>> conditions = new ArrayList<>();

	private final Set<String> fields = new HashSet<>();

	private boolean usesAllFields;

	private DocumentFilter() {
	}

	/**
	 * Takes a query apart.
	 * @throws MongoServerError when it is not one
	 */
	static DocumentFilter of(Document query) {
		DocumentFilter filter = new DocumentFilter();
		query.forEach(filter::add);
		return filter;
	}

	boolean matches(Document document) {
		for (Predicate<Document> condition : this.conditions) {
			if (!condition.test(document)) {
				return false;
			}
		}
		return true;
	}

	/** Whether an encoded document matches. Only what the query looks at is decoded. */
	boolean matches(byte[] document) {
		RunningCommand.checkTime();
		return this.conditions.isEmpty()
				|| matches(this.usesAllFields ? Bson.decode(document) : BsonScan.decode(document, this.fields));
	}

	private void add(String key, Object value) {
		switch (key) {
			case "$and" -> parts(key, value).forEach((part) -> this.conditions.add(part::matches));
			case "$or" -> {
				List<DocumentFilter> parts = parts(key, value);
				this.conditions.add((document) -> parts.stream().anyMatch((part) -> part.matches(document)));
			}
			case "$nor" -> {
				List<DocumentFilter> parts = parts(key, value);
				this.conditions.add((document) -> parts.stream().noneMatch((part) -> part.matches(document)));
			}
			case "$expr" -> addExpression(value);
			case "$comment" -> {
			}
			default -> addField(key, value);
		}
	}

	private List<DocumentFilter> parts(String key, Object value) {
		if (!(value instanceof Collection<?> list) || list.isEmpty()) {
			throw FieldTests.badValue(key + " argument must be a non-empty array");
		}
		List<DocumentFilter> parts = new ArrayList<>();
		for (Object part : list) {
			if (!(part instanceof Document query)) {
				throw FieldTests.badValue(key + " argument's entries must be objects");
			}
			parts.add(of(query));
		}
		parts.forEach((part) -> {
			this.fields.addAll(part.fields);
			this.usesAllFields |= part.usesAllFields;
		});
		return parts;
	}

	private void addExpression(Object value) {
		this.usesAllFields = true;
		Document query = new Document("$expr", value);
		DefaultQueryMatcher matcher = new DefaultQueryMatcher();
		this.conditions.add((document) -> matcher.matches(document, query));
	}

	private void addField(String key, Object value) {
		if (key.startsWith("$")) {
			throw FieldTests.badValue("unknown top level operator: " + key);
		}
		this.fields.add(FieldPath.firstStep(key));
		FieldPath path = FieldPath.of(key);
		FieldTest test = FieldTests.of(value);
		this.conditions.add((document) -> test.onField(path, document));
	}

}
