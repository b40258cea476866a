package io.parley.store.embedded;

import de.bwaldvogel.mongo.bson.Document;

/** Results that a client fetches in several batches. */
final class OpenCursor {

	private final String namespace;

	private final Results results;

	private volatile long lastUse = System.nanoTime();

	OpenCursor(String namespace, Results results) {
		this.namespace = namespace;
		this.results = results;
	}

	String namespace() {
		return this.namespace;
	}

	long lastUse() {
		return this.lastUse;
	}

	long heldBytes() {
		return this.results.heldBytes();
	}

	/**
	 * Puts the next documents into a batch.
	 * @return whether more may follow
	 */
	synchronized boolean fill(EncodedBatch batch) {
		try {
			while (!batch.isFull()) {
				byte[] document = this.results.next();
				if (document == null) {
					return false;
				}
				if (!batch.add(document)) {
					this.results.stepBack();
					return true;
				}
			}
			return !this.results.isAtEnd();
		}
		finally {
			this.results.pause();
			this.lastUse = System.nanoTime();
		}
	}

	/** The answer to the command that filled a batch. */
	Document answer(String batchName, EncodedBatch batch, long id) {
		Document cursor = new Document("id", id).append("ns", this.namespace).append(batchName, batch);
		return new Document("cursor", cursor).append("ok", 1.0);
	}

}
