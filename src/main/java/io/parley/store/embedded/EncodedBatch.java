package io.parley.store.embedded;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * The documents of a cursor's next reply as they go over the wire: up to a number of
 * documents and of bytes, but always one, however large. The bytes are taken from those
 * that all replies share; where these are used up, the batch ends early and the client
 * asks again.
 */
final class EncodedBatch {

	/** As in MongoDB. */
	private static final int FIRST_DOCUMENTS = 101;

	private final List<byte[]> documents = new ArrayList<>();

	private final int maxDocuments;

	private final int maxBytes;

	private int bytes;

	/** Whether no other batch follows, so that this one cannot end early. */
	private final boolean isOnly;

	private EncodedBatch(int maxDocuments, boolean isOnly) {
		this.maxDocuments = maxDocuments;
		this.maxBytes = RunningCommand.current().memory().batchBytes();
		this.isOnly = isOnly;
	}

	/**
	 * A command's first batch: of as many documents as it asks for, which can be none, or
	 * 101.
	 */
	static EncodedBatch first(@Nullable Object size, boolean isOnly) {
		return new EncodedBatch(
				(size instanceof Number number) ? number.intValue() : isOnly ? Integer.MAX_VALUE : FIRST_DOCUMENTS,
				isOnly);
	}

	/** A later batch: of as many documents as are asked for, or as fit. */
	static EncodedBatch next(@Nullable Object size) {
		return new EncodedBatch(
				(size instanceof Number number && number.intValue() > 0) ? number.intValue() : Integer.MAX_VALUE,
				false);
	}

	/** Whether the document was taken: it was not where it would be too much. */
	boolean add(byte[] document) {
		boolean fits = this.documents.isEmpty() || this.bytes + document.length <= this.maxBytes;
		boolean isFree = fits && RunningCommand.current().reserveReply(document.length, this.documents.isEmpty());
		if (!fits || !(isFree || this.isOnly)) {
			return false;
		}
		this.documents.add(document);
		this.bytes += document.length;
		return true;
	}

	/** Whether it has as many documents as were asked for. */
	boolean isFull() {
		return this.documents.size() >= this.maxDocuments;
	}

	List<byte[]> documents() {
		return this.documents;
	}

}
