package io.parley.store;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

import com.mongodb.client.MongoCursor;
import io.parley.store.MemoryBudget.Reservation;
import org.bson.RawBsonDocument;

import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.stereotype.Component;

/**
 * Reads one page of documents, bounded by their number, by their bytes as they are stored
 * and by the memory that is free for them. A document becomes objects only once it is
 * known to fit, and what the store sends at once is kept small by what documents of the
 * collection were last seen to have.
 */
@Component
class KeyPageReader {

	/** What a page waits for before it begins; whatever else is free it takes as well. */
	private static final int LEAST_BYTES = 256 << 10;

	private static final int BATCH_BYTES = 1 << 20;

	/** What is expected of documents while none has been seen. */
	private static final int UNSEEN_BYTES = 64 << 10;

	private final MongoOperations mongo;

	private final StoredDocuments stored;

	private final MemoryBudget budget;

	private final long pageBytes;

	/** For each collection the bytes of the largest document on its latest pages. */
	private final Map<String, Integer> seenBytes = new ConcurrentHashMap<>();

	KeyPageReader(MongoOperations mongo, MemoryBudget budget, StoreProperties properties) {
		this.mongo = mongo;
		this.stored = new StoredDocuments(mongo, budget);
		this.budget = budget;
		this.pageBytes = properties.pageBytes().toBytes();
	}

	/** Reads what is not a page of a list. */
	StoredDocuments stored() {
		return this.stored;
	}

	/** What is read counts until this thread's reservation ends, where it has one. */
	<T> KeyPage<T> read(String collection, Query query, int limit, Class<T> type) {
		Reservation open = this.budget.current().orElse(null);
		if (open != null) {
			return read(collection, query, limit, type, open);
		}
		try (Reservation own = this.budget.acquire(0)) {
			return read(collection, query, limit, type, own);
		}
	}

	private <T> KeyPage<T> read(String collection, Query query, int limit, Class<T> type, Reservation memory) {
		Room room = new Room(memory, this.pageBytes);
		try {
			return Objects.requireNonNull(this.mongo.execute(collection, (documents) -> {
				try (MongoCursor<RawBsonDocument> found = StoredDocuments.find(documents, query)
					.limit(limit + 1)
					.batchSize(batch(collection, limit + 1))
					.cursor()) {
					List<T> entries = new ArrayList<>();
					while (found.hasNext()) {
						RawBsonDocument next = found.next();
						if (entries.size() == limit || !room.take(next.getByteBuffer().remaining())) {
							return new KeyPage<>(entries, true);
						}
						entries.add(this.stored.read(next, type));
					}
					return new KeyPage<>(entries, false);
				}
			}));
		}
		finally {
			room.settle();
			this.seenBytes.merge(collection, room.largest, (before, now) -> Math.max(now, before - before / 8));
		}
	}

	private int batch(String collection, int most) {
		int each = Math.max(1, this.seenBytes.getOrDefault(collection, UNSEEN_BYTES));
		return Math.max(1, Math.min(most, BATCH_BYTES / each));
	}

	/** The bytes of documents that a page may have. */
	private static final class Room {

		private final Reservation memory;

		private long bytes;

		private long taken;

		private int largest;

		Room(Reservation memory, long most) {
			this.memory = memory;
			long least = Math.min(most, LEAST_BYTES);
			this.bytes = memory.grow(least * MemoryBudget.PER_STORED_BYTE, most * MemoryBudget.PER_STORED_BYTE)
					/ MemoryBudget.PER_STORED_BYTE;
		}

		/** Whether there is room for a document; there is always for the first. */
		boolean take(int document) {
			this.largest = Math.max(this.largest, document);
			if (this.taken + document > this.bytes) {
				if (this.taken > 0) {
					return false;
				}
				this.memory.grow((document - this.bytes) * MemoryBudget.PER_STORED_BYTE);
				this.bytes = document;
			}
			this.taken += document;
			return true;
		}

		/** Gives back what was not needed. */
		void settle() {
			this.memory.shrink((this.bytes - this.taken) * MemoryBudget.PER_STORED_BYTE);
		}

	}

}
