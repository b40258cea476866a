package io.parley.store.embedded;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.Objects;

import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.MongoServerError;
import org.jspecify.annotations.Nullable;

/**
 * The results of an aggregation. What the first batch does not take is kept, encoded,
 * until the client asks for it.
 */
final class HeldResults implements Results {

	private final Deque<byte[]> held = new ArrayDeque<>();

	private final long maxBytes;

	private @Nullable Iterator<Document> computed;

	private byte @Nullable [] last;

	private long bytes;

	HeldResults(Iterator<Document> computed, long maxBytes) {
		this.computed = computed;
		this.maxBytes = maxBytes;
	}

	@Override
	public byte @Nullable [] next() {
		this.last = this.held.poll();
		if (this.last != null) {
			this.bytes -= this.last.length;
		}
		else if (this.computed != null && this.computed.hasNext()) {
			this.last = Bson.encode(this.computed.next());
		}
		return this.last;
	}

	@Override
	public void stepBack() {
		byte[] again = Objects.requireNonNull(this.last);
		this.held.addFirst(again);
		this.bytes += again.length;
	}

	/**
	 * Computes what is still to come.
	 * @throws MongoServerError when it is too much to be kept
	 */
	@Override
	public void pause() {
		while (this.computed != null && this.computed.hasNext()) {
			byte[] document = Bson.encode(this.computed.next());
			this.held.add(document);
			this.bytes += document.length;
			if (this.bytes > this.maxBytes) {
				throw new MongoServerError(292, "QueryExceededMemoryLimitNoDiskUseAllowed",
						"The results of the aggregation exceed the limit of " + this.maxBytes + " bytes.");
			}
		}
		this.computed = null;
	}

	@Override
	public boolean isAtEnd() {
		return this.computed == null && this.held.isEmpty();
	}

	@Override
	public long heldBytes() {
		return this.bytes;
	}

}
