package io.parley.channel;

import io.parley.reply.MessageFact;
import org.bson.Document;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class MessagePartsTest {

	@Test
	void tellsTextFactsAndFieldsApart() {
		MessageParts parts = MessageParts
			.of(TestMessages.asking("{\"text\":\"Ship it?\\nToday.\",\"cost\":5.50,\"a.b\":{\"c\":[1]}}", """
					{"type":"object","required":["approved"],"properties":{
					"approved":{"type":"boolean","title":"Approved","description":"By you."},
					"size":{"enum":["S","M",3]},"n.m":{"type":"integer","minimum":1,"maximum":10},
					"why":{"type":"string","maxLength":20},"any":{}}}"""));

		assertThat(parts.heading()).isEqualTo("You are asked for a reply.");
		assertThat(parts.text()).isEqualTo("Ship it?\nToday.");
		assertThat(parts.facts()).containsExactly(new MessageFact("cost", "5.50"),
				new MessageFact("a.b", "{\"c\":[1]}"));
		assertThat(parts.asked()).containsExactly(new ReplyField("Approved", "By you.", "yes or no", true),
				new ReplyField("size", null, "one of: S, M, 3", false),
				new ReplyField("n.m", null, "a whole number of at least 1, at most 10", false),
				new ReplyField("why", null, "text of at most 20 characters", false),
				new ReplyField("any", null, "", false));
		assertThat(parts.asked().get(1).hint()).isEqualTo("one of: S, M, 3; may be left out");
		assertThat(parts.replyPageUrl()).isEqualTo(TestMessages.PAGE);
	}

	@Test
	void asksForEachFieldOfAPolicy() {
		MessageParts parts = MessageParts
			.of(TestMessages.asking("\"Well?\"", "{\"policy_input_schema\":{\"n\":{\"type\":\"number\"}}}"));

		assertThat(parts.asked()).containsExactly(new ReplyField("n", null, "a number", true));
	}

	@Test
	void namesValuesThatAreNoTextAsJson() {
		MessageParts parts = MessageParts.of(TestMessages.asking("\"Well?\"",
				"{\"policy_input_schema\":{\"n\":{\"enum\":[\"S\",{\"a.b\":[1]},null,1.50]}}}"));

		assertThat(parts.asked())
			.containsExactly(new ReplyField("n", null, "one of: S, {\"a.b\":[1]}, null, 1.50", true));
	}

	@Test
	void asksNothingWhereTheTemplateSaysNothing() {
		assertThat(MessageParts.of(TestMessages.asking("\"Well?\"", "{}")).asked()).isEmpty();
		assertThat(MessageParts.of(TestMessages.asking("\"Well?\"", "{\"properties\":7,\"required\":{}}")).asked())
			.isEmpty();
	}

	@Test
	void asksForWhatIsBehindReferencesAndAlternatives() {
		MessageParts parts = MessageParts.of(TestMessages.asking("\"Well?\"",
				"""
						{"allOf":[{"$ref":"#/$defs/base"}],"properties":{"note":{"anyOf":[{"type":"null"},{"$ref":"#note"}]}},
						"$defs":{"base":{"properties":{"go":{"$ref":"#/$defs/flag"},"size":{"$ref":"#/$defs/size"},
						"level":{"oneOf":[{"const":1,"title":"Low"},{"const":2,"title":"High"},{"const":3}]}},"required":["go"]},
						"flag":{"type":"boolean","title":"Go on?","description":"Today."},"size":{"enum":["S","M"]},
						"note":{"$anchor":"note","type":"string","maxLength":20}}}"""));

		assertThat(parts.asked()).containsExactlyInAnyOrder(new ReplyField("Go on?", "Today.", "yes or no", true),
				new ReplyField("size", null, "one of: S, M", false),
				new ReplyField("level", null, "one of: 1 (Low), 2 (High), 3", false),
				new ReplyField("note", null, "text of at most 20 characters", false));
	}

	@Test
	void readsWhatMayAlsoBeNull() {
		MessageParts parts = MessageParts.of(TestMessages.asking("\"Well?\"", """
				{"properties":{"a":{"type":["boolean","null"]},"b":{"type":["number","integer"],"maximum":2.50},
				"c":{"type":["array","null"]},"d":{"type":["string","integer"]},
				"e":{"anyOf":[{"type":"object","properties":{"f":{}}},{"type":"null"}]}}}"""));

		assertThat(parts.asked()).extracting(ReplyField::expects)
			.containsExactly("yes or no", "a number of at most 2.50", "a list", "", "several values");
	}

	@Test
	void asksForWhatIsRequiredAndNotForWhatMayNotBeThere() {
		MessageParts parts = MessageParts
			.of(TestMessages.asking("\"Well?\"", "{\"properties\":{\"a\":{},\"b\":false},\"required\":[\"c\"]}"));

		assertThat(parts.asked()).containsExactly(new ReplyField("a", null, "", false),
				new ReplyField("c", null, "", true));
	}

	@Test
	void saysThatAReplyWasNotTakenThatNothingIsAskedAnyMoreAndThatItIsATest() {
		assertThat(MessageParts.of(TestMessages.repairing("\"No.\"", "{}", new Document())).heading())
			.isEqualTo("Your reply could not be taken.");
		MessageParts ended = MessageParts.of(TestMessages.ofAnEndedSession("\"Well?\"", "{\"properties\":{\"a\":{}}}"));
		assertThat(ended.heading()).isEqualTo("This needs no reply any more.");
		assertThat(ended.asked()).isEmpty();
		assertThat(ended.replyPageUrl()).isNull();
		assertThat(MessageParts.of(TestMessages.trying("\"Hello\"")).heading())
			.isEqualTo("This is a test. Nobody waits for a reply.");
	}

	@Test
	void boundsWhatATemplateSays() {
		StringBuilder fields = new StringBuilder();
		for (int field = 0; field < 60; field++) {
			fields.append((field > 0) ? "," : "")
				.append("\"f")
				.append(field)
				.append("\":{\"title\":\"")
				.append("\uD83D\uDE00".repeat(400))
				.append("\"}");
		}
		MessageParts parts = MessageParts.of(TestMessages.asking("\"Well?\"", "{\"properties\":{" + fields + "}}"));

		assertThat(parts.asked()).hasSize(50)
			.allSatisfy((field) -> assertThat(field.label()).hasSizeLessThanOrEqualTo(500).endsWith("\uDE00…"));
	}

}
