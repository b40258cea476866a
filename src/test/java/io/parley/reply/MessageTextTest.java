package io.parley.reply;

import io.parley.store.JsonValue;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

class MessageTextTest {

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { "\"Ship it?\" | Ship it?", "{\"text\": \"Ship it?\"} | Ship it?",
			"{\"cost\": 5.50, \"text\": \"Ship it?\", \"a.b\": null} | Ship it?~cost: 5.50~a.b: null",
			"{\"text\": {\"en\": \"Ship it?\"}, \"ids\": [1, true]} | text: {\"en\":\"Ship it?\"}~ids: [1,true]",
			"{} | ''", "7 | 7" })
	void isWhatAHumanReads(String json, String text) {
		JsonValue message = JsonMapper.shared().readValue(json, JsonValue.class);
		assertThat(MessageText.of(message)).isEqualTo(text.replace('~', '\n'));
	}

}
