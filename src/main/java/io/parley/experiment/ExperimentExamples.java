package io.parley.experiment;

/**
 * What the OpenAPI document says and shows of experiments and their sessions. Each
 * example works as it stands, with the id of a session that was created.
 */
final class ExperimentExamples {

	static final String ID = "The id of a session, as it was answered when the session was created";

	static final String SOME_ID = "3f1c9a52-7f0e-4d4b-9a53-1f6f5f5d2b7e";

	static final String LIST = """
			One page in the order of creation. Follow next and previous, which keep all other parameters; sessions that are
			added meanwhile neither repeat nor hide any. count is on the first page only. All filters that are given must
			match. A page of very large states can be shorter than page_size; next goes on where it ends.""";

	static final String CREATE = """
			An experiment that is not known yet is registered with its id as its name. Either the session and all of its
			messages are there afterwards, or nothing. Fields that only the service can know (url, id, team, created_at,
			updated_at, ended_at, status, tags, message_count; created_at of a message) are ignored.""";

	static final String APPEND = """
			One message or a list, which comes in whole and in its order. 409 once the session has ended.""";

	static final String END = """
			The session's status becomes pending-review. Ending it again changes nothing and answers the same.""";

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
