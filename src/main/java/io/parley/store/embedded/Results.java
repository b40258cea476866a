package io.parley.store.embedded;

import org.jspecify.annotations.Nullable;

/** What a find or an aggregation answers, one encoded document after the other. */
interface Results {

	/** The next document, or null after the last. */
	byte @Nullable [] next();

	/** Makes {@link #next} answer the last document again. */
	void stepBack();

	/** To be called when a command ends and another may go on. */
	void pause();

	/** Whether it is known that nothing follows. */
	boolean isAtEnd();

	/** About how many bytes of heap these results hold while they are put aside. */
	long heldBytes();

}
