package io.parley.store;

import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.stereotype.Component;

/**
 * Whether the declared indexes are in place. Until they are nothing is inserted: without
 * its unique index a collection could take what can never be indexed again.
 */
@Component
class StoreReadiness {

	private volatile boolean ready;

	void becomeReady() {
		this.ready = true;
	}

	boolean isReady() {
		return this.ready;
	}

	/** Refuses an insert as a store that is away does. */
	void check() {
		if (!this.ready) {
			throw new DataAccessResourceFailureException("The indexes are not in place yet");
		}
	}

}
