package io.parley.channel.slack;

import org.bson.types.ObjectId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

class SlackReplyTest {

	private static final String CALLBACK = """
			{"type": "event_callback", "team_id": "T1", "event_id": "Ev1", "event_time": 1,
			 "authorizations": [{"team_id": "T1", "user_id": "UBOT", "is_bot": true}], "event": %s}""";

	private static final String EVENT = """
			{"type": "message", "channel": "C1", "user": "U1", "text": "<@UBOT> yes &amp; no",
			 "ts": "1700000001.000200", "thread_ts": "1700000000.000100"}""";

	private static JsonNode event(String event) {
		return JsonMapper.shared().readTree(CALLBACK.formatted(event));
	}

	@Test
	void isWhatAHumanWroteInAThread() {
		assertThat(SlackReply.ofEvent(event(EVENT))).hasValueSatisfying((reply) -> {
			assertThat(reply.text()).isEqualTo("yes & no");
			assertThat(reply.id()).isEqualTo("Ev1");
			assertThat(reply.user()).isEqualTo("U1");
			assertThat(reply.ours()).isFalse();
			assertThat(reply.place().channel()).isEqualTo("C1");
			assertThat(reply.place().ts()).isEqualTo("1700000000.000100");
		});
		assertThat(SlackReply.ofEvent(event(EVENT.replace("\"type\"", "\"parent_user_id\": \"UBOT\", \"type\""))))
			.hasValueSatisfying((reply) -> assertThat(reply.ours()).isTrue());
		assertThat(SlackReply.ofEvent(event(EVENT.replace("\"type\"", "\"subtype\": \"thread_broadcast\", \"type\""))))
			.isPresent();
	}

	@ParameterizedTest
	@ValueSource(strings = { "\"bot_id\": \"B1\"", "\"app_id\": \"A1\"", "\"subtype\": \"message_changed\"",
			"\"subtype\": \"message_deleted\"", "\"subtype\": \"bot_message\"", "\"subtype\": \"channel_join\"",
			"\"subtype\": \"message_replied\"" })
	void isNotWhatBotsSayNorWhatElseHappens(String field) {
		assertThat(SlackReply.ofEvent(event(EVENT.replace("{\"type\"", "{" + field + ", \"type\"")))).isEmpty();
	}

	@Test
	void isNothingOutsideOfAThreadOrMalformed() {
		assertThat(SlackReply.ofEvent(event(EVENT.replace("thread_ts", "other")))).isEmpty();
		assertThat(SlackReply.ofEvent(event(EVENT.replace("1700000001.000200", "1700000000.000100")))).isEmpty();
		assertThat(SlackReply.ofEvent(event(EVENT.replace("\"message\"", "\"app_mention\"")))).isEmpty();
		assertThat(SlackReply.ofEvent(event(EVENT.replace("\"U1\"", "null")))).isEmpty();
		assertThat(SlackReply.ofEvent(event(EVENT.replace("\"C1\"", "{\"$ne\": 1}")))).isEmpty();
		assertThat(SlackReply.ofEvent(event(EVENT.replace("\"1700000000.000100\"", "{\"$gt\": \"\"}")))).isEmpty();
		assertThat(SlackReply.ofEvent(event(EVENT.replace("<@UBOT> yes &amp; no", " <@UBOT> ")))).isEmpty();
		assertThat(SlackReply.ofEvent(event(EVENT.replace("\"<@UBOT> yes &amp; no\"", "7")))).isEmpty();
		assertThat(SlackReply.ofEvent(event("null"))).isEmpty();
		assertThat(SlackReply.ofEvent(event("[]"))).isEmpty();
	}

	@Test
	void isAButtonOfOurs() {
		SlackButton button = new SlackButton(new ObjectId(), new ObjectId(), "0123456789abcdef");
		String payload = """
				{"type": "block_actions", "user": {"id": "U1", "username": "ann"}, "trigger_id": "1.2.abc",
				 "container": {"type": "message", "message_ts": "1700000000.000100", "channel_id": "C1"},
				 "actions": [{"action_id": "parley.x", "type": "button", "value": "%s", "action_ts": "1.2"}]}"""
			.formatted(button.value());
		assertThat(SlackReply.ofAction(JsonMapper.shared().readTree(payload))).hasValueSatisfying((reply) -> {
			assertThat(reply.button()).isEqualTo(button);
			assertThat(reply.text()).isNull();
			assertThat(reply.userName()).isEqualTo("ann");
			assertThat(reply.id()).isEqualTo("1.2.abc");
			assertThat(reply.place()).isEqualTo(new SlackReply.Place("C1", "1700000000.000100", null));
		});
		assertThat(SlackReply.ofAction(JsonMapper.shared()
			.readTree(payload.replace("\"value\": \"" + button.value() + "\"",
					"\"selected_option\": {\"value\": \"" + button.value() + "\"}"))))
			.isPresent();
		assertThat(SlackReply.ofAction(JsonMapper.shared().readTree(payload.replace("parley.x", "other")))).isEmpty();
		assertThat(SlackReply.ofAction(JsonMapper.shared().readTree(payload.replace(button.value(), "a.b.c"))))
			.isEmpty();
		assertThat(SlackReply.ofAction(JsonMapper.shared().readTree("{\"actions\": {}}"))).isEmpty();
	}

}
