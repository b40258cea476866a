package io.parley.store.embedded;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import java.util.concurrent.ThreadLocalRandom;

import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.CursorNotFoundException;

/**
 * The cursors that are open. One that is not asked for ten minutes goes, as in MongoDB;
 * so do those that were used longest ago when there are too many or they hold too much.
 */
final class OpenCursors {

	static final int MAX_CURSORS = 1000;

	private static final Duration MAX_IDLE = Duration.ofMinutes(10);

	private final long maxBytes;

	private final Map<Long, OpenCursor> cursors = new HashMap<>();

	OpenCursors(long maxBytes) {
		this.maxBytes = maxBytes;
	}

	/**
	 * The answer to a find or an aggregation: its first batch, and a cursor if more may
	 * follow.
	 */
	Document first(OpenCursor cursor, EncodedBatch batch, boolean isOnly) {
		boolean more = cursor.fill(batch) && !isOnly;
		return cursor.answer("firstBatch", batch, more ? add(cursor) : 0);
	}

	Document next(long id, String namespace, EncodedBatch batch) {
		OpenCursor cursor = get(id, namespace);
		boolean more = cursor.fill(batch);
		if (!more) {
			remove(id);
		}
		return cursor.answer("nextBatch", batch, more ? id : 0);
	}

	Document kill(List<?> ids) {
		List<Object> killed = new ArrayList<>();
		List<Object> notFound = new ArrayList<>();
		ids.forEach((id) -> (remove(((Number) id).longValue()) ? killed : notFound).add(id));
		return new Document("cursorsKilled", killed).append("cursorsNotFound", notFound)
			.append("cursorsAlive", List.of())
			.append("cursorsUnknown", List.of())
			.append("ok", 1.0);
	}

	synchronized int size() {
		return this.cursors.size();
	}

	private synchronized long add(OpenCursor cursor) {
		removeOld();
		long id = ThreadLocalRandom.current().nextLong(1, Long.MAX_VALUE);
		this.cursors.put(id, cursor);
		return id;
	}

	private synchronized OpenCursor get(long id, String namespace) {
		OpenCursor cursor = this.cursors.get(id);
		if (cursor == null || !cursor.namespace().equals(namespace)) {
			throw new CursorNotFoundException(id);
		}
		return cursor;
	}

	private synchronized boolean remove(long id) {
		return this.cursors.remove(id) != null;
	}

	private void removeOld() {
		long now = System.nanoTime();
		this.cursors.values().removeIf((cursor) -> now - cursor.lastUse() > MAX_IDLE.toNanos());
		while (this.cursors.size() >= MAX_CURSORS || heldBytes() > this.maxBytes) {
			this.cursors.entrySet()
				.stream()
				.min(Comparator.comparingLong((entry) -> entry.getValue().lastUse() - now))
				.map(Entry::getKey)
				.ifPresent(this.cursors::remove);
		}
	}

	private long heldBytes() {
		return this.cursors.values().stream().mapToLong(OpenCursor::heldBytes).sum();
	}

}
