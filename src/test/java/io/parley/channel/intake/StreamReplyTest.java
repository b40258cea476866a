package io.parley.channel.intake;

import io.parley.sessionmessage.HandedInReply;
import io.parley.sessionmessage.RepliedBy;
import io.parley.store.JsonObject;
import io.parley.web.ProblemException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class StreamReplyTest {

	private static final String EMOJI_13 = "\uD83D\uDE00\uD83D\uDE00\uD83D\uDE00\uD83D\uDE00\uD83D\uDE00\uD83D\uDE00"
			+ "\uD83D\uDE00\uD83D\uDE00\uD83D\uDE00\uD83D\uDE00\uD83D\uDE00\uD83D\uDE00\uD83D\uDE00";

	private static final String EMOJI_26 = EMOJI_13 + EMOJI_13;

	private static StreamReply read(String json) {
		return StreamReply.read(JsonMapper.shared().readValue(json, JsonObject.class), 7);
	}

	@Test
	void readsWhatWasHandedIn() {
		StreamReply reply = read("""
				{"session_id": "a", "response_data": {"approved": true}, "reply_id": "r1",
				 "replied_by": {"id": "u1", "name": "Ann"}, "channel_id": "sms"}""");
		assertThat(reply.reply().sessionId()).isEqualTo("a");
		assertThat(reply.reply().responseData().get("approved")).isEqualTo(true);
		assertThat(reply.reply().replyId()).isEqualTo("r1");
		assertThat(reply.reply().by()).isEqualTo(new RepliedBy("nats", "u1", "Ann"));
		assertThat(reply.channelId()).isEqualTo("sms");
		assertThat(reply.reply().channelId()).isEqualTo("sms");
	}

	@Test
	void knowsAMessageWithoutAReplyIdByItsPlaceInTheStream() {
		StreamReply reply = read("{\"session_id\": \"a\", \"text\": \"yes\", \"channel_id\": null}");
		assertThat(reply.reply().replyId()).isEqualTo("stream:7");
		assertThat(reply.reply().text()).isEqualTo("yes");
		assertThat(reply.reply().by()).isNull();
		assertThat(reply.reply().channelId()).isNull();
	}

	@Test
	void aTextIsBoundedAsItIsOverHttp() {
		String most = "x".repeat(HandedInReply.LONGEST_TEXT);
		assertThat(read("{\"session_id\": \"a\", \"text\": \"%s\"}".formatted(most)).reply().text()).isEqualTo(most);
		assertThatThrownBy(() -> read("{\"session_id\": \"a\", \"text\": \"%sx\"}".formatted(most)))
			.isInstanceOf(ProblemException.class)
			.hasMessageContaining("text must be a string of 1 to 100000 characters");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { "{} | session_id", "{\"session_id\": \"\", \"text\": \"a\"} | session_id",
			"{\"session_id\": 7, \"text\": \"a\"} | session_id", "{\"session_id\": \"a\"} | response_data",
			"{\"session_id\": \"a\", \"text\": \"a\", \"response_data\": {}} | exactly one",
			"{\"session_id\": \"a\", \"response_data\": []} | response_data must be a JSON object",
			"{\"session_id\": \"a\", \"text\": 7} | text must be a string",
			"{\"session_id\": \"a\", \"text\": \"a\", \"team\": \"b\"} | team is not a field",
			"{\"session_id\": \"a\", \"text\": \"a\", \"$where\": \"b\"} | $where is not a field",
			"{\"session_id\": \"a\", \"text\": \"a\", \"" + EMOJI_26 + "\": \"b\"} | " + EMOJI_26 + " is not a field",
			"{\"session_id\": \"a\", \"text\": \"a\", \"" + EMOJI_26 + EMOJI_26
					+ "\": 1} | \uD83D\uDE00… is not a field",
			"{\"session_id\": \"a\", \"text\": \"a\", \"reply_id\": \"\"} | reply_id",
			"{\"session_id\": \"a\", \"text\": \"a\", \"replied_by\": \"ann\"} | replied_by must be a JSON object",
			"{\"session_id\": \"a\", \"text\": \"a\", \"replied_by\": {\"kind\": \"admin\"}} | replied_by.kind is not",
			"{\"session_id\": \"a\", \"text\": \"a\", \"replied_by\": {\"id\": {}}} | replied_by.id must be a string" })
	void refusesWhatIsMalformedAndSaysWhy(String json, String sentence) {
		assertThatThrownBy(() -> read(json)).isInstanceOf(ProblemException.class).hasMessageContaining(sentence);
	}

}
