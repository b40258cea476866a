package io.parley.message;

/** Requests that the API description shows; they work as they are. */
final class MessageExamples {

	static final String MESSAGE = """
			{
			  "bot_ids": ["guide"],
			  "body": "Where do I find the lighthouse?",
			  "context": {"quest": "lighthouse"}
			}""";

	static final String MESSAGE_WITH_ATTACHMENT = """
			{
			  "user_ids": ["ann", "ben"],
			  "bot_ids": ["guide"],
			  "attachments": [{"url": "https://images.example/map.png", "mime_type": "image/png"}],
			  "source_creator": {"type": "scripts", "id": "60bfdc9d62c31d0034122f8c"},
			  "runnable_call_id": "60ca615a6fce1a02f478da41"
			}""";

	static final String USER_NAMES = """
			{"username": "ann_1", "displayname": "Ann"}""";

	static final String BOT_NAMES = """
			{"name": "guide-1", "displayname": "The guide"}""";

	private MessageExamples() {
	}

}
