package io.parley.store.embedded;

import java.util.List;
import java.util.function.Supplier;

import org.h2.mvstore.MVMap;

/**
 * An index that can be searched by the beginning of its keys. Positions are what its
 * collection finds documents by.
 */
interface Searchable {

	/** The indexed fields, as paths. */
	List<String> fields();

	/**
	 * Whether every document has an entry, so that a condition on the first fields alone
	 * misses none.
	 */
	boolean isComplete();

	/**
	 * Whether a document without a value in these fields has an entry with null there.
	 */
	boolean hasNulls();

	/** Whether a key has one entry at most. */
	boolean isUnique();

	/**
	 * Whether no document holds, in this field, an array or another value whose key does
	 * not sort as the value does.
	 */
	boolean isOrdered(int field);

	/** The entries by their keys: either positions of documents, or documents. */
	MVMap<String, ?> entries();

	/**
	 * Reads something of the entries while nobody changes those of a document, so that
	 * each document is seen as it was before or after a change, never in between. For
	 * what takes microseconds: changes wait. Where a document has one entry, which never
	 * moves, there is nothing to wait for.
	 */
	default <T> T steadily(Supplier<T> reading) {
		return reading.get();
	}

}
