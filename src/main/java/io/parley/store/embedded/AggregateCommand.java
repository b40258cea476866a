package io.parley.store.embedded;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;

import de.bwaldvogel.mongo.backend.aggregation.Aggregation;
import de.bwaldvogel.mongo.backend.aggregation.stage.AggregationStage;
import de.bwaldvogel.mongo.bson.Document;
import org.jspecify.annotations.Nullable;

/**
 * Runs a pipeline. What it begins with, a filter, an order, a skip and a limit, is
 * answered like a find, from an index and without holding documents; the other stages are
 * the library's.
 */
final class AggregateCommand {

	/** What the library makes two stages of. */
	private static final Set<String> TWO_STAGES = Set.of("$count", "$sortByCount");

	/** The stages of a count, as drivers send it. */
	private static final Set<List<String>> COUNTS = Set.of(List.of("$match", "$group"),
			List.of("$match", "$limit", "$group"));

	private final Deque<Document> described;

	private final Deque<AggregationStage> stages;

	AggregateCommand(List<Document> pipeline, Aggregation aggregation) {
		this.described = new ArrayDeque<>(pipeline);
		this.stages = new ArrayDeque<>(aggregation.getStages());
	}

	Stream<Document> run(StoredCollection collection) {
		OptionalLong count = isCount() ? collection.countEntries(matched()) : OptionalLong.empty();
		if (count.isPresent()) {
			return counted(count.getAsLong());
		}
		Document filter = (take("$match") instanceof Document match) ? match : new Document();
		Document orderBy = (take("$sort") instanceof Document sort) ? sort : null;
		long skip = (take("$skip") instanceof Number number) ? number.longValue() : 0;
		long limit = (take("$limit") instanceof Number number) ? number.longValue() : 0;
		Stream<Document> documents = collection.matches(filter, orderBy, skip, limit, fieldsOfFirst())
			.peek((document) -> RunningCommand.checkTime());
		while (!this.described.isEmpty()) {
			documents = apply(documents, this.described.poll());
		}
		return documents;
	}

	/** Whether it does nothing but count what a filter matches, up to a limit perhaps. */
	private boolean isCount() {
		List<String> kinds = this.described.stream().flatMap((stage) -> stage.keySet().stream()).toList();
		return COUNTS.contains(kinds) && this.described.getLast().get("$group") instanceof Document group
				&& group.size() == 2 && Integer.valueOf(1).equals(group.get("_id"))
				&& new Document("$sum", 1).equals(group.get("n"));
	}

	private Document matched() {
		return (this.described.peek().get("$match") instanceof Document match) ? match : new Document();
	}

	/** The same answer that its last stage gives. */
	private Stream<Document> counted(long found) {
		long count = this.described.stream()
			.filter((stage) -> stage.get("$limit") instanceof Number)
			.mapToLong((stage) -> ((Number) stage.get("$limit")).longValue())
			.reduce(found, Math::min);
		return (count > 0) ? Stream.of(new Document("_id", 1).append("n", count)) : Stream.empty();
	}

	/** The library's own filter and order of values are not MongoDB's in every case. */
	private Stream<Document> apply(Stream<Document> documents, Document description) {
		AggregationStage stage = this.stages.poll();
		if (description.get("$match") instanceof Document match) {
			return documents.filter(DocumentFilter.of(match)::matches);
		}
		if (description.get("$sort") instanceof Document orderBy) {
			return documents.sorted(new SortKeys(orderBy).documents());
		}
		Stream<Document> applied = stage.apply(documents);
		boolean isTwo = TWO_STAGES.stream().anyMatch(description::containsKey);
		return isTwo ? this.stages.poll().apply(applied) : applied;
	}

	/** What the next stage has to say, if it is of this kind. */
	private @Nullable Object take(String kind) {
		if (this.described.isEmpty() || !this.described.peek().containsKey(kind)) {
			return null;
		}
		this.stages.poll();
		return this.described.poll().get(kind);
	}

	/** The fields that the rest of the pipeline can see; null where these are all. */
	private @Nullable Set<String> fieldsOfFirst() {
		if (this.described.isEmpty() || !(this.described.peek().get("$group") instanceof Document group)) {
			return null;
		}
		Set<String> fields = new HashSet<>();
		return collectFields(group, fields) ? fields : null;
	}

	private static boolean collectFields(Object expression, Set<String> fields) {
		if (expression instanceof Document document) {
			return document.values().stream().allMatch((value) -> collectFields(value, fields));
		}
		if (expression instanceof Collection<?> list) {
			return list.stream().allMatch((value) -> collectFields(value, fields));
		}
		if (expression instanceof String text && text.startsWith("$")) {
			fields.add(FieldPath.firstStep(text.substring(1)));
			return !text.startsWith("$$");
		}
		return true;
	}

}
