package io.parley.channel.http;

import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.parley.channel.Attempt;
import io.parley.channel.Attempt.Result;
import io.parley.channel.MessageParts;
import io.parley.channel.OutgoingMessage;
import io.parley.channel.TestMessages;
import org.apache.hc.core5.ssl.SSLContexts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/** Holds the card that Teams is sent, and what its answers mean. */
class TeamsTransportTest {

	private static final JsonMapper JSON = JsonMapper.shared();

	@Test
	void sendsACardWithTextFactsFieldsAndLink() throws Exception {
		try (Liar receiver = answering(200, "1")) {
			Attempt attempt = deliver(receiver, TestMessages.asking("{\"text\":\"Ship it?\\nToday.\",\"cost\":5.50}",
					"{\"policy_input_schema\":{\"approved\":{\"type\":\"boolean\",\"title\":\"Approved\"}}}"));

			assertThat(attempt).isEqualTo(Attempt.delivered(200, null));
			assertThat(receiver.header("content-type")).isEqualTo("application/json; charset=utf-8");
			JsonNode body = JSON.readTree(receiver.body());
			assertThat(body.path("type").stringValue()).isEqualTo("message");
			JsonNode attachment = body.path("attachments").path(0);
			assertThat(attachment.path("contentType").stringValue())
				.isEqualTo("application/vnd.microsoft.card.adaptive");
			JsonNode card = attachment.path("content");
			assertThat(card.path("type").stringValue()).isEqualTo("AdaptiveCard");
			assertThat(texts(card)).containsExactly("You are asked for a reply.", "Ship it?", "Today.", "cost: 5.50",
					"A reply consists of:", "Approved (yes or no)");
			assertThat(card.path("actions").path(0).path("type").stringValue()).isEqualTo("Action.OpenUrl");
			assertThat(card.path("actions").path(0).path("url").stringValue()).isEqualTo(TestMessages.PAGE);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "**bold** [link](https://evil.test) <at>everyone</at>", "{{DATE(2017-02-14T06:00:00Z)}}",
			"- item\\n# heading", "<b>x</b>&amp;" })
	void showsWhatACallerWroteAsItIs(String text) throws Exception {
		JsonNode card = card(TestMessages.asking("\"" + text + "\"", "{}"));

		assertThat(String.join("\n", texts(card))).contains(text.replace("\\n", "\n"));
		card.path("body").forEach((block) -> assertThat(block.path("type").stringValue()).isEqualTo("RichTextBlock"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "a", "\u00fc", "\u4e16", "\uD83D\uDE00", "\\\"", "line\\n" })
	void staysWithinTheSizeThatTeamsTakes(String piece) throws Exception {
		OutgoingMessage message = TestMessages.asking("\"" + piece.repeat(60_000) + "\"",
				"{\"properties\":{\"a\":{\"title\":\"" + "t".repeat(1000) + "\"}}}");
		byte[] written = TeamsCard.write(MessageParts.of(message), JSON);

		assertThat(written).hasSizeLessThanOrEqualTo(TeamsCard.LARGEST);
		assertThat(2 * new String(written, StandardCharsets.UTF_8).length()).isLessThanOrEqualTo(TeamsCard.LARGEST);
		JsonNode card = JSON.readTree(written).path("attachments").path(0).path("content");
		assertThat(texts(card)).contains(TeamsCard.CUT);
		assertThat(card.path("actions").path(0).path("url").stringValue()).isEqualTo(TestMessages.PAGE);
	}

	@Test
	void hasNoLinkInATest() throws Exception {
		JsonNode card = card(TestMessages.trying("\"Hello\""));

		assertThat(texts(card)).containsExactly("This is a test. Nobody waits for a reply.", "Hello");
		assertThat(card.has("actions")).isFalse();
	}

	@ParameterizedTest
	@CsvSource({ "429, FAILED", "413, REFUSED", "400, REFUSED", "403, REFUSED", "500, FAILED", "502, FAILED" })
	void readsTheErrorInAnAnswerThatSays200(int status, Result result) throws Exception {
		try (Liar receiver = answering(200, "Webhook message delivery failed with error: Microsoft Teams endpoint"
				+ " returned HTTP error " + status + " with ContextId tcid=1,server=X,cv=y..")) {
			Attempt attempt = deliver(receiver, TestMessages.asking("\"?\"", "{}"));

			assertThat(attempt.result()).isEqualTo(result);
			assertThat(attempt.status()).isEqualTo(status);
			assertThat(attempt.detail())
				.isEqualTo("Teams answered 200, but says that delivering the message failed with " + status);
		}
	}

	@Test
	void failsWhereTheErrorHasNoStatus() throws Exception {
		try (Liar receiver = answering(200, "Webhook message delivery failed with error: so")) {
			assertThat(deliver(receiver, TestMessages.asking("\"?\"", "{}")).result()).isEqualTo(Result.FAILED);
		}
	}

	@Test
	void takesTheAnswerOfAWorkflow() throws Exception {
		try (Liar receiver = answering(202, "")) {
			assertThat(deliver(receiver, TestMessages.asking("\"?\"", "{}"))).isEqualTo(Attempt.delivered(202, null));
		}
	}

	private static JsonNode card(OutgoingMessage message) {
		return JSON.readTree(TeamsCard.write(MessageParts.of(message), JSON))
			.path("attachments")
			.path(0)
			.path("content");
	}

	private static List<String> texts(JsonNode card) {
		List<String> texts = new ArrayList<>();
		for (JsonNode block : card.path("body")) {
			StringBuilder text = new StringBuilder();
			block.path("inlines").forEach((run) -> text.append(run.path("text").stringValue()));
			texts.add(text.toString());
		}
		return texts;
	}

	private static Liar answering(int status, String body) throws Exception {
		return Liar.saying("HTTP/1.1 " + status + " So\r\nContent-Length: " + body.length() + "\r\n\r\n" + body);
	}

	private static Attempt deliver(Liar receiver, OutgoingMessage message) {
		TeamsTransport transport = new TeamsTransport(new CheckedHttp(Duration.ofSeconds(20), new AddressRules(true),
				InetAddress::getAllByName, SSLContexts.createDefault()),
				new HttpAttempts(Clock.systemUTC(), Duration.ofHours(1)), JSON);
		return transport.deliver(TestMessages.teams("http://127.0.0.1:" + receiver.port() + "/"), message);
	}

}
