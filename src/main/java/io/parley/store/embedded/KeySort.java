package io.parley.store.embedded;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.stream.Collectors;

import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.MongoServerError;

/**
 * Sorts documents without holding them: it keeps their sort fields and where they lie.
 * Where only the first few are wanted, it keeps no more than these.
 */
final class KeySort {

	private static final int BYTES_PER_ENTRY = 150;

	private final Set<String> fields;

	private final SortKeys keys;

	private final PriorityQueue<Entry> last;

	private final Comparator<Entry> order;

	private final long keep;

	private final long maxBytes;

	private long bytes;

	private long count;

	/**
	 * Starts a sort.
	 * @param keep how many of the first are wanted; 0 for all
	 * @param maxBytes about how much heap the keys may need
	 */
	KeySort(Document orderBy, long keep, long maxBytes) {
		this.fields = orderBy.keySet().stream().map(FieldPath::firstStep).collect(Collectors.toSet());
		this.keys = new SortKeys(orderBy);
		this.order = Comparator.comparing(Entry::key, this.keys).thenComparing(Entry::number);
		this.last = new PriorityQueue<>(Collections.reverseOrder(this.order));
		this.keep = keep;
		this.maxBytes = maxBytes;
	}

	/**
	 * Takes a document.
	 * @throws MongoServerError when the keys need too much memory, as in MongoDB
	 */
	void add(String position, byte[] document) {
		List<Object> key = this.keys.of(BsonScan.decode(document, this.fields));
		add(new Entry(key, position, this.count++, BYTES_PER_ENTRY + position.length() + weight(key)));
	}

	/** The positions of the documents, in order. */
	List<String> positions() {
		List<Entry> sorted = new ArrayList<>(this.last);
		sorted.sort(this.order);
		return sorted.stream().map(Entry::position).toList();
	}

	private static long weight(List<Object> key) {
		return key.stream()
			.filter((value) -> value != ValueOrder.EMPTY_ARRAY)
			.mapToLong((value) -> BsonScan.weight(Bson.encode(new Document("", value))))
			.sum();
	}

	private void add(Entry entry) {
		if (this.keep > 0 && this.last.size() >= this.keep) {
			if (this.order.compare(entry, this.last.peek()) >= 0) {
				return;
			}
			this.bytes -= this.last.poll().bytes();
		}
		this.last.add(entry);
		this.bytes += entry.bytes();
		if (this.bytes > this.maxBytes) {
			throw new MongoServerError(292, "QueryExceededMemoryLimitNoDiskUseAllowed",
					"Sort exceeded memory limit of " + this.maxBytes + " bytes. Use an index or a limit.");
		}
	}

	private record Entry(List<Object> key, String position, long number, long bytes) {

	}

}
