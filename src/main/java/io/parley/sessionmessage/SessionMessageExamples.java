package io.parley.sessionmessage;

/**
 * Examples of requests for Swagger UI; each works as it stands, in the order create,
 * send, reply.
 */
final class SessionMessageExamples {

	static final String QUERY = """
			A Mongo-style filter over the eight fields, created_at, updated_at and paths under message_data and
			message_data_template. A body with session_id (a string), message_data and message_data_template (both objects)
			creates that session instead. A further page is announced by a Link header.""";

	static final String CREATE = """
			{"session_id": "abc123", "subject_id": "user789", "message_data": {"text": "Hello, user!"},
			 "message_data_template": {"type": "object", "properties": {"approved": {"type": "boolean"}}},
			 "reception_channel_id": "slack-sim", "expiry_date": 0, "status": "pending", "dsl_execution_id": "exec-456"}""";

	static final String CREATE_BY_CLIENT = """
			{"session_id": "abc124", "message_data": {}, "message_data_template": {"type": "object", "additionalProperties": true},
			 "expiry_date": null, "subject_id": "user789"}""";

	static final String FILTER = """
			{"status": "pending", "reception_channel_id": "slack-sim"}""";

	static final String FILTER_OPERATORS = """
			{"$or": [{"message_data.text": {"$regex": "^hello", "$options": "i"}}, {"expiry_date": {"$gt": 0}}]}""";

	static final String UPDATE = """
			{"status": "sent"}""";

	static final String REJECT = """
			{"status": "FAILED"}""";

	static final String SEND = """
			{"channel_id": "slack-sim", "message": "Please approve the order"}""";

	static final String SEND_OBJECT = """
			{"channel_id": "slack-sim", "message": {"text": "Please approve the order", "order": 17}}""";

	static final String REPLY = """
			{"session_id": "abc123", "response_data": {"approved": true}}""";

	private SessionMessageExamples() {
	}

}
