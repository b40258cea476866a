package io.parley.channel.slack;

import java.nio.charset.StandardCharsets;

import io.parley.dispatch.StreamMessage;
import io.parley.dispatch.Verdict;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

class SlackRewriterTest {

	@ParameterizedTest
	@ValueSource(strings = { "null", "[]", "not JSON", "{}", "{\"session_id\": null}" })
	void isDoneWithWhatIsNoEventOfASession(String data) {
		SlackRewriter rewriter = new SlackRewriter(null, null, null, null, JsonMapper.shared());
		assertThat(rewriter.take(new StreamMessage("parley.default.sessions.s.replied",
				data.getBytes(StandardCharsets.UTF_8), 1, 1, System.nanoTime())))
			.isEqualTo(Verdict.DONE);
	}

}
