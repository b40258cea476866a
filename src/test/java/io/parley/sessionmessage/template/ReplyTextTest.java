package io.parley.sessionmessage.template;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.parley.store.JsonObject;
import org.bson.Document;
import org.bson.types.Decimal128;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

/** What is read from the text of a human, in templates of both dialects. */
class ReplyTextTest {

	private static final String APPROVED = """
			{"type": "object", "properties": {"approved": {"type": "boolean"}}, "required": ["approved"]}""";

	private static final String AMOUNT = """
			{"policy_input_schema": {"amount": {"type": "number"}}}""";

	private static final String COLOUR = """
			{"policy_input_schema": {"colour": {"enum": ["Red", "dark-blue", "GREEN"]}}}""";

	@ParameterizedTest
	@ValueSource(strings = { "yes", "Yes!", "YES.", "y", "yeah", "Yep", "ok", "OK!!", "okay", "approve", "Approved",
			"I approve", "I approve this.", "approved, thanks", "yes please", "Yes, please go ahead", "go ahead",
			"sure", "Sure, go for it!", "true", "lgtm", "LGTM 👍", "👍🏽", "✅", "✔️", ":+1:", ":white_check_mark:",
			"+1", "of course", "absolutely", "sounds good", "I agree", "agreed", "confirmed", "accept", "yes yes",
			"It is correct", "Yes, it's approved", "do it", " yes \n", "“Yes”", "*Yes*", "yes, thank you very much" })
	void readsWhatPeopleWriteForYes(String text) {
		assertThat(read(APPROVED, text)).isEqualTo(new Document("approved", true));
	}

	@ParameterizedTest
	@ValueSource(strings = { "no", "No!", "NO.", "n", "nope", "nah", "reject", "Rejected", "I reject this", "denied",
			"declined", "no thanks", "No, thank you.", "false", "👎", "❌", ":-1:", ":thumbsdown:", "-1", "not approved",
			"Not ok", "do not approve", "don't approve", "Don’t approve this, please", "I do not agree",
			"I can't approve", "absolutely not", "no way", "disagree", "disapproved", "No, not approved", "not correct",
			"do not go ahead" })
	void readsWhatPeopleWriteForNo(String text) {
		assertThat(read(APPROVED, text)).isEqualTo(new Document("approved", false));
	}

	@ParameterizedTest
	@ValueSource(strings = { "maybe", "not sure", "I am not sure", "yes but only today", "yes and no", "yes no",
			"ok, no", "No, ok", "no problem", "ok?", "Is it ok", "do you agree", "is this approved", "why not",
			"not yet", "not really", "not rejected", "not disapproved", "not all approved", "y/n", "yes/no", "n/a",
			"later", "1", "0", "", "   ", "?", "!", "thanks", "please", "I agree to disagree", "can't agree more",
			"approve or reject", "👍👎", "yesterday", "know", "nobody", "okra", "yes yes yes but", "on", "off",
			"cancel", "fine" })
	void doesNotGuess(String text) {
		assertThat(read(APPROVED, text)).isEqualTo(new Document("text", text.strip()));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			value = { "5 | 5", "-5 | -5", "+5 | 5", "−5 | -5", "42. | 42", "007 | 7", "1.5 | 1.5", "1,5 | 1.5",
					"-0,25 | -0.25", ".5 | 0.5", "0.125 | 0.125", "0,125 | 0.125", "3.1415 | 3.1415",
					"1234.567 | 1234.567", "1,500.25 | 1500.25", "1.500,25 | 1500.25", "1,500,000 | 1500000",
					"1.500.000 | 1500000", "1,500,000.5 | 1500000.5", "2e3 | 2000", "２５ | 25",
					"9223372036854775807 | 9223372036854775807", "0.1234567890123456789 | 0.1234567890123456789" })
	void readsNumbersThatMeanOneThing(String text, String number) {
		Object read = read(AMOUNT, text).get("amount");
		assertThat(read).isInstanceOfAny(Integer.class, Long.class, Decimal128.class);
		assertThat(new BigDecimal(read.toString())).isEqualByComparingTo(number);
	}

	@ParameterizedTest
	@ValueSource(strings = { "1,500", "1.500", "12.345", "999,999", "1,2,3", "1.2.3", "1,50,000", "5 or 6", "about 5",
			"five", "5%", "$5", "1 500", "--5", "+-5", "1e9999", "NaN", "Infinity", "0x10", "1/2", "5-6", ",", ".", "-",
			"12345678901234567890123456789012345" })
	void doesNotReadNumbersThatCouldMeanTwo(String text) {
		assertThat(read(AMOUNT, text)).isEqualTo(new Document("text", text));
	}

	@ParameterizedTest
	@CsvSource({ "Red, Red", "red, Red", " RED! , Red", "dark blue, dark-blue", "DARK_BLUE, dark-blue",
			"green., GREEN" })
	void readsOneOfAnEnumWithoutCase(String text, String value) {
		assertThat(read(COLOUR, text)).isEqualTo(new Document("colour", value));
	}

	@Test
	void readsTheValueOfAnEnumThatIsMeant() {
		String decision = "{\"policy_input_schema\":{\"decision\":{\"enum\":[\"approve\",\"reject\",\"escalate\"]}}}";
		assertThat(read(decision, "yes").get("decision")).isEqualTo("approve");
		assertThat(read(decision, "Rejected.").get("decision")).isEqualTo("reject");
		assertThat(read(decision, "Escalate").get("decision")).isEqualTo("escalate");
		assertThat(read(decision, "purple")).isEqualTo(new Document("text", "purple"));
		String two = "{\"policy_input_schema\":{\"decision\":{\"enum\":[\"accept\",\"approve\",\"no\"]}}}";
		assertThat(read(two, "yes")).isEqualTo(new Document("text", "yes"));
		String mixed = "{\"policy_input_schema\":{\"size\":{\"enum\":[1,2.5,\"many\",true]}}}";
		assertThat(read(mixed, "2,5").get("size")).isEqualTo(Decimal128.parse("2.5"));
		assertThat(read(mixed, "1").get("size")).isEqualTo(1);
		assertThat(read(mixed, "yes").get("size")).isEqualTo(true);
		String cases = "{\"policy_input_schema\":{\"c\":{\"enum\":[\"a\",\"A\"]}}}";
		assertThat(read(cases, "A").get("c")).isEqualTo("A");
	}

	@Test
	void theOnlyStringFieldTakesWhatIsLeft() {
		assertThat(read("{\"policy_input_schema\":{\"comment\":{\"type\":\"string\"}}}", " Looks good to me \n"))
			.isEqualTo(new Document("comment", "Looks good to me"));
		assertThat(read("{\"properties\":{\"comment\":{\"type\":\"string\"}}}", "yes").get("comment")).isEqualTo("yes");
		assertThat(read("{\"policy_input_schema\":{\"any\":{\"type\":\"any\"}}}", "5").get("any")).isEqualTo("5");
		String both = """
				{"properties": {"approved": {"type": "boolean"}, "comment": {"type": "string"}}, "required": ["approved"]}""";
		assertThat(read(both, "yes")).isEqualTo(new Document("approved", true));
		assertThat(read(both, "I would rather wait")).isEqualTo(new Document("comment", "I would rather wait"));
		String two = "{\"properties\":{\"a\":{\"type\":\"string\"},\"b\":{\"type\":\"string\"}}}";
		assertThat(read(two, "hello")).isEqualTo(new Document("text", "hello"));
		assertThat(read("{}", "hello")).isEqualTo(new Document("text", "hello"));
	}

	@Test
	void theFieldIsTheOneThatIsStillMissing() {
		String order = """
				{"properties": {"order": {"type": "number"}, "approved": {"type": "boolean"}, "count": {"type": "number"}},
				 "required": ["order", "approved"]}""";
		assertThat(read(order, "{\"order\":17}", "no")).isEqualTo(new Document("approved", false));
		assertThat(read(order, "{\"order\":17}", "5")).isEqualTo(new Document("text", "5"));
		assertThat(read(order, "{\"order\":17,\"approved\":true}", "5")).isEqualTo(new Document("count", 5));
		assertThat(read(order, "{\"order\":1,\"approved\":true,\"count\":2}", "no"))
			.isEqualTo(new Document("approved", false));
		assertThat(read(order, "yes")).isEqualTo(new Document("approved", true));
		String twice = "{\"policy_input_schema\":{\"a\":{\"type\":\"boolean\"},\"b\":{\"type\":\"boolean\"}}}";
		assertThat(read(twice, "yes")).isEqualTo(new Document("text", "yes"));
	}

	@Test
	void referencesAndNullableFieldsAreSeenThrough() {
		String generated = """
				{"$ref": "#/$defs/Decision", "$defs": {"Decision": {"type": "object", "required": ["colour"],
				 "properties": {"colour": {"allOf": [{"$ref": "#/$defs/Colour"}]}}}, "Colour": {"enum": ["red", "blue"]}}}""";
		assertThat(read(generated, "Blue")).isEqualTo(new Document("colour", "blue"));
		assertThat(read("{\"properties\":{\"ok\":{\"anyOf\":[{\"type\":\"boolean\"},{\"type\":\"null\"}]}}}", "nope"))
			.isEqualTo(new Document("ok", false));
		assertThat(read("{\"properties\":{\"ok\":{\"type\":[\"boolean\",\"null\"]}}}", "ok").get("ok")).isEqualTo(true);
		assertThat(read("{\"properties\":{\"n\":{\"type\":[\"number\",\"boolean\"]}}}", "-1"))
			.isEqualTo(new Document("text", "-1"));
		assertThat(
				read("{\"properties\":{\"a\":{\"$ref\":\"#/properties/b\"},\"b\":{\"$ref\":\"#/properties/a\"}}}", "x")
					.size())
			.isEqualTo(1);
	}

	@Test
	void aFieldMayHaveAnyName() {
		assertThat(read("{\"policy_input_schema\":{\"a.b $c\":{\"type\":\"boolean\"}}}", "yes").size()).isEqualTo(1);
		JsonObject data = ReplyText
			.of(json("{\"policy_input_schema\":{\"a.b $c\":{\"type\":\"boolean\"}}}"), json("{}"))
			.read("yes");
		assertThat(data.get("a.b $c")).isEqualTo(true);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { "{\"type\": \"boolean\"} | yes or no",
			"{\"type\": \"number\"} | with a number", "{\"enum\": [\"a\", 2]} | with one of: a, 2" })
	void saysHowToAnswer(String rules, String hint) {
		assertThat(ReplyText.of(json("{\"policy_input_schema\":{\"f\":" + rules + "}}"), json("{}")).hint())
			.contains(hint);
	}

	@Test
	void longTextsAndLongTemplatesAreReadAtOnce() {
		String dots = ".".repeat(200_000) + "x";
		String values = "\"" + dots + "\","
				+ IntStream.range(0, 5000)
					.mapToObj((i) -> "\"" + "-".repeat(90) + i + "\"")
					.collect(Collectors.joining(","));
		String large = "{\"policy_input_schema\":{\"f\":{\"enum\":[" + values + "]}}}";
		assertTimeout(Duration.ofSeconds(10), () -> {
			for (String text : new String[] { dots, ".".repeat(999) + "x", "- ".repeat(500), "yes ".repeat(26),
					"1,".repeat(20), "9".repeat(100_000) }) {
				for (String template : new String[] { large, APPROVED, AMOUNT }) {
					assertThat(read(template, text)).isEqualTo(new Document("text", text.strip()));
				}
			}
		});
		assertThat(ReplyText.of(json("{\"policy_input_schema\":{\"f\":{\"enum\":[\"" + dots + "\"]}}}"), json("{}"))
			.hint()).hasValueSatisfying((hint) -> assertThat(hint).hasSizeLessThan(300));
	}

	@Test
	void whateverIsReadIsOneMemberThatMeetsItsField() {
		Random random = new Random(12);
		String[] pieces = { "yes", "no", "not", "ok", " ", ",", ".", "1", "500", "-", "?", "maybe", "👍", "\u0000", "I",
				"e", "Ünï", "approve", "don't", "'", "\n", "%", "\uD83D" };
		ReplyTemplates templates = new ReplyTemplates(new TemplateLimits(10_000, Duration.ofSeconds(2), 16));
		for (int round = 0; round < 20_000; round++) {
			StringBuilder text = new StringBuilder();
			for (int i = random.nextInt(7); i >= 0; i--) {
				text.append(pieces[random.nextInt(pieces.length)]).append(random.nextBoolean() ? " " : "");
			}
			for (String template : new String[] { APPROVED, AMOUNT, COLOUR }) {
				JsonObject read = ReplyText.of(json(template), json("{}")).read(text.toString());
				assertThat(read.size()).isEqualTo(1);
				assertThat(read.has(ReplyText.TEXT) || templates.of(json(template)).validate(read).isEmpty())
					.as(text.toString())
					.isTrue();
			}
		}
	}

	private static Document read(String template, String text) {
		return read(template, "{}", text);
	}

	private static Document read(String template, String messageData, String text) {
		return ReplyText.of(json(template), json(messageData)).read(text).stored();
	}

	private static JsonObject json(String text) {
		return JsonMapper.shared().readValue(text, JsonObject.class);
	}

}
