package io.parley.store.embedded;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.IntStream;

import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.bson.ObjectId;
import org.h2.mvstore.MVMap;
import org.jspecify.annotations.Nullable;

/**
 * How many documents match a query, by where the first and the last of their entries
 * stand in an index, so that none is read however many they are. Only where the entries
 * decide it alone: fields that an index begins with are equal to values, and the next one
 * may lie between two times.
 */
final class EntryCount {

	private static final Set<String> BOUNDS = Set.of("$gte", "$gt", "$lte", "$lt");

	private static final int TRIES = 3;

	private final Map<String, String> equal = new HashMap<>();

	private @Nullable String ranged;

	private @Nullable Document range;

	private EntryCount() {
	}

	/** Nothing where that has to be found out document by document. */
	static OptionalLong of(List<Searchable> indexes, Document query) {
		EntryCount count = new EntryCount();
		if (!query.entrySet().stream().allMatch((part) -> count.take(part.getKey(), part.getValue()))) {
			return OptionalLong.empty();
		}
		return indexes.stream().filter(count::isDecidedBy).findFirst().map(count::count).orElse(OptionalLong.empty());
	}

	/** Whether an index can decide this condition. */
	private boolean take(String field, Object condition) {
		if (field.startsWith("$")) {
			return false;
		}
		if (condition instanceof Document operators) {
			boolean isRange = this.ranged == null && !operators.isEmpty() && BOUNDS.containsAll(operators.keySet())
					&& operators.values().stream().allMatch(Instant.class::isInstance);
			this.ranged = field;
			this.range = operators;
			return isRange;
		}
		this.equal.put(field, KeyText.of(condition));
		return condition instanceof String || condition instanceof Boolean || condition instanceof ObjectId
				|| condition instanceof Instant;
	}

	/** One entry for each document, and the fields that are asked for in front. */
	private boolean isDecidedBy(Searchable index) {
		List<String> fields = index.fields();
		int asked = this.equal.size() + ((this.ranged != null) ? 1 : 0);
		return index.isComplete() && asked > 0 && asked <= fields.size()
				&& fields.subList(0, this.equal.size()).stream().allMatch(this.equal::containsKey)
				&& (this.ranged == null || fields.get(this.equal.size()).equals(this.ranged))
				&& IntStream.range(0, fields.size()).allMatch(index::isOrdered);
	}

	/** Both places have to be looked for in the same state of the index. */
	private OptionalLong count(Searchable index) {
		StringBuilder prefix = new StringBuilder();
		index.fields().subList(0, this.equal.size()).forEach((field) -> prefix.append(this.equal.get(field)));
		String from = prefix + from();
		String to = prefix + to();
		return index.steadily(() -> between(index.entries(), from, to));
	}

	private static OptionalLong between(MVMap<String, ?> entries, String from, String to) {
		for (int i = 0; i < TRIES; i++) {
			Object state = entries.getRootPage();
			long count = place(entries, to) - place(entries, from);
			if (entries.getRootPage() == state) {
				return OptionalLong.of(Math.max(0, count));
			}
		}
		return OptionalLong.empty();
	}

	private String from() {
		if (this.range == null) {
			return "";
		}
		String least = (this.range.get("$gte") != null) ? KeyText.of(this.range.get("$gte")) : "";
		String above = (this.range.get("$gt") != null) ? KeyText.of(this.range.get("$gt")) + KeyText.END : "";
		String first = KeyText.of(Instant.EPOCH).substring(0, 1);
		return (least.compareTo(above) > 0) ? least : above.isEmpty() ? first : above;
	}

	private String to() {
		if (this.range == null) {
			return String.valueOf(KeyText.END);
		}
		String end = KeyText.endOfType(Instant.EPOCH);
		String most = (this.range.get("$lte") != null) ? KeyText.of(this.range.get("$lte")) + KeyText.END : end;
		String below = (this.range.get("$lt") != null) ? KeyText.of(this.range.get("$lt")) : end;
		return (most.compareTo(below) < 0) ? most : below;
	}

	/** How many entries come before a key. */
	private static long place(MVMap<String, ?> entries, String key) {
		long index = entries.getKeyIndex(key);
		return (index < 0) ? -index - 1 : index;
	}

}
