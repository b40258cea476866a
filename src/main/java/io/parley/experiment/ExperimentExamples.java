package io.parley.experiment;

/**
 * What the OpenAPI document shows of experiments and their sessions. Each example works
 * as it stands, with the id of a session that was created.
 */
final class ExperimentExamples {

	/** The id of a session. */
	static final String ID = "3f1c9a52-7f0e-4d4b-9a53-1f6f5f5d2b7e";

	static final String SESSION = """
			{"experiment": "weather-bot", "participant": "ada@example.org", "platform": "web", "state": {"step": 1},
			 "messages": [{"role": "user", "content": "Will it rain?", "metadata": {"channel": "web"}, "tags": ["question"]},
			              {"role": "assistant", "content": "Yes, take an umbrella.",
			               "attachments": [{"url": "https://example.org/map.png"}]}]}""";

	static final String MESSAGE = """
			{"role": "user", "content": "And tomorrow?"}""";

	static final String MESSAGES = """
			[{"role": "user", "content": "And tomorrow?"}, {"role": "assistant", "content": "Sun all day."}]""";

	static final String TAGS = """
			{"tags": ["reviewed", "rain"]}""";

	static final String STATE = """
			{"state": {"step": 2, "city": "Bergen"}}""";

	static final String EXPERIMENT = """
			{"name": "Weather bot", "description": "Answers questions about the weather", "version_number": 2,
			 "versions": [{"version_number": 1, "name": "First"}, {"version_number": 2, "name": "With maps"}]}""";

	private ExperimentExamples() {
	}

}
