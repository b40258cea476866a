package io.parley.browser;

import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Starts one browser for all tests of a process, when the first of them needs it. */
class ChromiumRequirement implements ExecutionCondition, ParameterResolver {

	private static final String MISSING = "These tests need Chromium and its driver: install them"
			+ " (apt-get install chromium chromium-driver, or brew install chromium chromedriver),"
			+ " or name them in CHROME_BIN and SE_CHROMEDRIVER";

	private static Chromium chromium;

	@Override
	public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
		if (Chromium.browser().isPresent() && Chromium.driver().isPresent()) {
			return ConditionEvaluationResult.enabled("Chromium is there");
		}
		if ("true".equals(System.getenv("CI"))) {
			throw new IllegalStateException(MISSING);
		}
		return ConditionEvaluationResult.disabled(MISSING);
	}

	@Override
	public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
		return parameter.getParameter().getType() == Chromium.class;
	}

	@Override
	public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
		return started().reset();
	}

	private static synchronized Chromium started() {
		if (chromium == null) {
			chromium = Chromium.start();
			Runtime.getRuntime().addShutdownHook(new Thread(chromium::stop));
		}
		return chromium;
	}

}
