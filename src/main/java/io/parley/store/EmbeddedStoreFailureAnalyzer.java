package io.parley.store;

import io.parley.store.embedded.EmbeddedStoreException;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * Says in one sentence why the embedded store cannot be opened, where there would be a
 * stack trace.
 */
class EmbeddedStoreFailureAnalyzer extends AbstractFailureAnalyzer<EmbeddedStoreException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, EmbeddedStoreException cause) {
		return new FailureAnalysis(cause.getMessage(),
				"Set PARLEY_STORE_EMBEDDED_DIRECTORY to another folder, or MONGODB_URI to a MongoDB server.", cause);
	}

}
