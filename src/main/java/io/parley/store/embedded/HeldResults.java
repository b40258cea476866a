package io.parley.store.embedded;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;

import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.MongoServerError;

/**
 * The results of an aggregation. What the first batch does not take is kept, encoded,
 * until the client asks for it.
 */
final class HeldResults implements Results {

	private final Deque<byte[]> held = new ArrayDeque<>();

	private final long maxBytes;

	private Iterator<Document> computed;

	private byte[] last;

	private long bytes;

	HeldResults(Iterator<Document> computed, long maxBytes) {
		this.computed = computed;
		this.maxBytes = maxBytes;
	}

	@Override
	public byte[] next() {
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
		this.held.addFirst(this.last);
		this.bytes += this.last.length;
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
