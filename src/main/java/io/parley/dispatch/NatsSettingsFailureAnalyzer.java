package io.parley.dispatch;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says in one sentence what is wrong with the settings for NATS. */
class NatsSettingsFailureAnalyzer extends AbstractFailureAnalyzer<NatsSettingsException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, NatsSettingsException cause) {
		return new FailureAnalysis(cause.getMessage(),
				"Correct that property, or the environment variable of that name (PARLEY_NATS_…, ORG_NATS_URL).",
				cause);
	}

}
