package io.parley.store;

import java.util.List;
import java.util.stream.Collectors;

import org.bson.Document;
import org.jspecify.annotations.Nullable;

import org.springframework.data.mongodb.core.index.IndexDefinition;

/**
 * An index as the store's {@code createIndexes} takes it and {@code listIndexes} shows
 * it.
 *
 * @param stored with {@code key}, {@code name} and the options that are set
 */
record IndexSpec(Document stored) {

	private static final List<String> OPTIONS = List.of("unique", "partialFilterExpression", "expireAfterSeconds");

	/** A declared index, under the name that the store itself would give it. */
	static IndexSpec of(IndexDefinition declared) {
		Document stored = new Document("key", declared.getIndexKeys());
		stored.append("name",
				stored.get("key", Document.class)
					.entrySet()
					.stream()
					.map((field) -> field.getKey() + "_" + field.getValue())
					.collect(Collectors.joining("_")));
		stored.putAll(declared.getIndexOptions());
		return new IndexSpec(stored);
	}

	String name() {
		return this.stored.getString("name");
	}

	IndexSpec named(String name) {
		return new IndexSpec(new Document(this.stored).append("name", name));
	}

	Document key() {
		return this.stored.get("key", Document.class);
	}

	boolean isUnique() {
		return Boolean.TRUE.equals(this.stored.get("unique"));
	}

	/** Whether both are the same index, whatever they are called. */
	boolean isSameAs(IndexSpec other) {
		return definition().equals(other.definition());
	}

	/** Whether both have the same fields in the same order. */
	boolean hasKeyOf(IndexSpec other) {
		return text(key()).equals(text(other.key()));
	}

	/** A name that no index of other options has. */
	String distinctName() {
		return name() + "_" + Integer.toHexString(definition().hashCode());
	}

	private String definition() {
		return text(key()) + OPTIONS.stream()
			.filter((option) -> this.stored.get(option) != null && !Boolean.FALSE.equals(this.stored.get(option)))
			.map((option) -> option + "=" + text(this.stored.get(option)))
			.toList();
	}

	/** The same for 1, 1L and 1.0, which stores give back as they like. */
	private static String text(@Nullable Object value) {
		if (value instanceof Document document) {
			return document.entrySet()
				.stream()
				.map((field) -> field.getKey() + ":" + text(field.getValue()))
				.collect(Collectors.joining(",", "{", "}"));
		}
		return (value instanceof Number number) ? String.valueOf(number.longValue()) : String.valueOf(value);
	}

}
