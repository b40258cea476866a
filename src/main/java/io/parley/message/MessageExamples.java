package io.parley.message;

/** Requests and answers that the API description shows; the requests work as they are. */
final class MessageExamples {

	static final String MESSAGE_TO_USER = """
			{
			  "user_ids": ["ann"],
			  "body": "You're welcome.",
			  "context": {"volume": 2}
			}""";

	static final String MESSAGE_TO_BOT = """
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

	static final String MESSAGE = """
			{
			  "_id": "64f380fcfd82d035f7172c98",
			  "sender_id": "ann",
			  "sender_type": "User",
			  "bot_ids": ["guide"],
			  "user_ids": ["ann"],
			  "body": "Where do I find the lighthouse?",
			  "context": {"quest": "lighthouse"},
			  "source_creator": {"type": "rest"},
			  "attachments": [],
			  "createdAt": "2026-01-31T09:30:00.000Z"
			}""";

	static final String MESSAGES = "[" + MESSAGE + "]";

	static final String THREADS = """
			[{
			  "_id": "64f380fcfd82d035f7172c98",
			  "sender_id": "guide",
			  "sender_type": "Bot",
			  "sender": {"_id": "guide", "displayname": "The guide", "name": "guide-1", "botname": "guide-1"},
			  "user_ids": ["ann"],
			  "users": [{"_id": "ann", "username": "ann_1", "displayname": "Ann", "name": "Ann"}],
			  "bot_ids": ["guide"],
			  "bots": [{"_id": "guide", "displayname": "The guide", "name": "guide-1", "botname": "guide-1"}],
			  "body": "North of the mill.",
			  "source_creator": {"type": "rest"},
			  "attachments": [],
			  "createdAt": "2026-01-31T09:30:00.000Z",
			  "count": 2
			}]""";

	static final String USER_NAMES = """
			{"username": "ann_1", "displayname": "Ann"}""";

	static final String USER = """
			{"_id": "ann", "username": "ann_1", "displayname": "Ann", "name": "Ann"}""";

	static final String BOT_NAMES = """
			{"name": "guide-1", "displayname": "The guide"}""";

	static final String BOT = """
			{"_id": "guide", "displayname": "The guide", "name": "guide-1", "botname": "guide-1"}""";

	private MessageExamples() {
	}

}
