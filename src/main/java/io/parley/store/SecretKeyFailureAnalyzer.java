package io.parley.store;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says in one sentence what is wrong with the secret key, and shows nothing of it. */
class SecretKeyFailureAnalyzer extends AbstractFailureAnalyzer<SecretKeyException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, SecretKeyException cause) {
		return new FailureAnalysis(cause.getMessage() + ".",
				"Set PARLEY_SECRET_KEY to what `openssl rand -base64 32` prints, to several of these with commas in between, or not at all.",
				cause);
	}

}
