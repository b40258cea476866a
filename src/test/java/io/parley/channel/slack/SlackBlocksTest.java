package io.parley.channel.slack;

import java.util.List;

import io.parley.channel.OutgoingMessage;
import io.parley.sessionmessage.AskedSession;
import io.parley.sessionmessage.OutboundMessage.Purpose;
import io.parley.sessionmessage.RepliedBy;
import io.parley.store.JsonValue;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

class SlackBlocksTest {

	private static final JsonMapper MAPPER = JsonMapper.shared();

	private static final String BOOLEAN = """
			{"policy_input_schema": {"approved": {"type": "boolean"}}}""";

	private final ObjectId session = new ObjectId();

	private final ObjectId message = new ObjectId();

	private AskedSession session(String template, String status, boolean ended, RepliedBy by) {
		return new AskedSession(this.session, "s", SlackChoicesTest.template(template), status, ended, by);
	}

	private JsonNode question(String template, String text, String page) {
		AskedSession asked = session(template, "sent", false, null);
		return MAPPER.valueToTree(SlackBlocks.question(
				new OutgoingMessage("default", this.message.toHexString(), "s", "u", "slack", Purpose.ASK,
						new JsonValue(text), asked, false, page, "https://parley.example/channels/response", null),
				text));
	}

	private static List<JsonNode> ofType(JsonNode blocks, String type) {
		return blocks.findParents("type").stream().filter((node) -> node.get("type").asString().equals(type)).toList();
	}

	@Test
	void showsWhatACallerWroteAsPlainTextOnly() {
		JsonNode blocks = question("{}", "<!channel> *urgent* <https://evil.example|bank> & `x`", null);
		assertThat(blocks.get(0).at("/text/type").asString()).isEqualTo("plain_text");
		assertThat(blocks.get(0).at("/text/text").asString())
			.isEqualTo("&lt;!channel&gt; *urgent* &lt;https://evil.example|bank&gt; &amp; `x`");
		assertThat(ofType(blocks, "mrkdwn")).isEmpty();
	}

	@Test
	void hasAButtonForEachOfTwoChoicesThatNamesSessionAndMessage() {
		JsonNode blocks = question(BOOLEAN, "Ship it?", "https://parley.example/reply/a.b?x=1&y=2");
		List<JsonNode> buttons = ofType(blocks, "button");
		assertThat(buttons).extracting((button) -> button.at("/text/text").asString())
			.containsExactly("Approve", "Reject");
		assertThat(buttons).extracting((button) -> button.path("style").asString())
			.containsExactly("primary", "danger");
		assertThat(buttons).extracting((button) -> button.get("action_id").asString()).doesNotHaveDuplicates();
		assertThat(buttons).allSatisfy(
				(button) -> assertThat(SlackButton.read(button.get("value").asString())).hasValueSatisfying((value) -> {
					assertThat(value.sessionId()).isEqualTo(this.session);
					assertThat(value.messageId()).isEqualTo(this.message);
				}));
		assertThat(ofType(blocks, "mrkdwn")).extracting((text) -> text.get("text").asString())
			.containsExactly("<https://parley.example/reply/a.b?x=1&amp;y=2|Reply in a browser>");
	}

	@Test
	void showsButtonsAndHintsForWhatIsBehindAReference() {
		JsonNode choice = question("""
				{"properties": {"size": {"$ref": "#/$defs/size"}}, "$defs": {"size": {"enum": ["S", "M"]}}}""",
				"Which?", null);
		assertThat(ofType(choice, "button")).extracting((button) -> button.at("/text/text").asString())
			.containsExactly("S", "M");
		assertThat(question("""
				{"properties": {"n": {"$ref": "#/$defs/n"}}, "$defs": {"n": {"type": "integer", "minimum": 2}}}""",
				"How many?", null)
			.toString()).contains("Reply in this thread with a whole number of at least 2.");
		assertThat(question("""
				{"$ref": "#/$defs/all", "$defs": {"all": {"properties": {"a": {"type": "boolean"}, "b": {}}}}}""",
				"What?", "https://parley.example/reply/a")
			.toString()).contains("This asks for 2 things: reply in a browser.");
	}

	@Test
	void hasAListForManyChoicesWithinTheLimitsOfSlack() {
		StringBuilder values = new StringBuilder("\"" + "long & ".repeat(40) + "\"");
		for (int i = 1; i < 100; i++) {
			values.append(",\"choice ").append(i).append('"');
		}
		JsonNode blocks = question("""
				{"policy_input_schema": {"a": {"enum": [%s]}}}""".formatted(values), "Which?", null);
		JsonNode list = ofType(blocks, "static_select").get(0);
		assertThat(list.get("options").size()).isEqualTo(100);
		list.get("options").forEach((option) -> {
			assertThat(option.at("/text/text").asString()).hasSizeLessThanOrEqualTo(75);
			assertThat(option.get("value").asString()).hasSizeLessThanOrEqualTo(150);
		});
		assertThat(ofType(blocks, "button")).isEmpty();
	}

	@Test
	void cutsALongTextIntoSectionsAndSaysWhereItGoesOn() {
		JsonNode blocks = question("{}", "&".repeat(100_000), null);
		List<JsonNode> sections = ofType(blocks, "section");
		assertThat(sections).hasSize(4)
			.allSatisfy((section) -> assertThat(section.at("/text/text").asString()).hasSizeLessThanOrEqualTo(3000)
				.matches("(&amp;)+"));
		assertThat(blocks.toString()).contains("too long to be shown here");
	}

	@Test
	void saysHowToReplyWhereThereIsNothingToChooseFrom() {
		assertThat(question("""
				{"policy_input_schema": {"a": {"type": "number", "minimum": 1}}}""", "How many?", null).toString())
			.contains("Reply in this thread with a number of at least 1.");
		assertThat(question("{}", "What?", null).toString()).contains("Reply in this thread.");
		assertThat(question("""
				{"policy_input_schema": {"a": {"type": "number"}, "b": {"type": "string"}}}""", "What?",
				"https://parley.example/reply/a")
			.toString()).contains("This asks for 2 things: reply in a browser.");
	}

	@Test
	void saysSomethingWhereThereIsNoText() {
		assertThat(question("{}", " \n ", null).get(0).at("/text/text").asString()).isEqualTo("(no text)");
	}

	@Test
	void saysWhoAnsweredWhatAndHasNoButtonsOnceASessionHasEnded() {
		AskedSession ended = session(BOOLEAN, "validated", true, new RepliedBy("slack", "U123", null));
		SlackEnding ending = SlackEnding.of(ended, SlackChoicesTest.template("{\"approved\": false}"));
		JsonNode blocks = MAPPER.valueToTree(SlackBlocks.ended("Ship it?", ending));
		assertThat(ofType(blocks, "actions")).isEmpty();
		assertThat(ofType(blocks, "mrkdwn")).extracting((text) -> text.get("text").asString())
			.containsExactly("<@U123>");
		assertThat(blocks.toString()).contains("Ship it?", "This was answered by", "Reject");
	}

	@Test
	void showsWhatWasRepliedAsJsonWhereItIsNoText() {
		SlackEnding ending = SlackEnding.of(session("{}", "validated", true, null),
				SlackChoicesTest.template("{\"a\": {\"b\": [1]}, \"c\": \"d\", \"e\": null}"));
		assertThat(ending.reply()).isEqualTo("a: {\"b\":[1]}\nc: d\ne: null");
	}

	@Test
	void mentionsNobodyByWhatIsNoUserOfSlack() {
		AskedSession ended = session("{}", "failed", true, new RepliedBy("slack", "U1> <!channel", null));
		assertThat(MAPPER.valueToTree(SlackBlocks.ended("a", SlackEnding.of(ended, null))).toString())
			.doesNotContain("!channel", "mrkdwn");
		ended = session("{}", "validated", true, new RepliedBy("account", "a1", "<!here>"));
		JsonNode blocks = MAPPER.valueToTree(
				SlackBlocks.ended("a", SlackEnding.of(ended, SlackChoicesTest.template("{\"<b>\": \"<!here>\"}"))));
		assertThat(ofType(blocks, "mrkdwn")).isEmpty();
		assertThat(blocks.toString()).contains("&lt;!here&gt;", "&lt;b&gt;").doesNotContain("<!here>");
	}

	@Test
	void saysHowASessionEndedWithoutAReply() {
		assertThat(SlackEnding.of(session("{}", "expired", true, null), null).sentence()).contains("time");
		assertThat(SlackEnding.of(session("{}", "FAILED", true, null), null).sentence()).contains("turned down");
		assertThat(SlackEnding.of(session("{}", "completed", true, null), null).sentence()).contains("dealt with");
	}

}
