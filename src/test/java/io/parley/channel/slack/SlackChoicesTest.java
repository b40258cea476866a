package io.parley.channel.slack;

import io.parley.channel.slack.SlackChoices.Choice;
import io.parley.store.JsonObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

class SlackChoicesTest {

	private static final JsonMapper MAPPER = JsonMapper.shared();

	static JsonObject template(String json) {
		return MAPPER.readValue(json, JsonObject.class);
	}

	@Test
	void offersYesAndNoForABoolean() {
		SlackChoices choices = SlackChoices.of(template("""
				{"policy_input_schema": {"ship.it": {"type": "boolean"}}}""")).orElseThrow();
		assertThat(choices.field()).isEqualTo("ship.it");
		assertThat(choices.choices()).extracting(Choice::label).containsExactly("Yes", "No");
		assertThat(choices.choices()).extracting(Choice::value).containsExactly(true, false);
	}

	@Test
	void offersApprovalWhereTheFieldIsNamedSo() {
		SlackChoices choices = SlackChoices.of(template("""
				{"type": "object", "properties": {"approved": {"type": "boolean"}}, "required": ["approved"]}"""))
			.orElseThrow();
		assertThat(choices.choices()).extracting(Choice::label).containsExactly("Approve", "Reject");
	}

	@Test
	void offersEachValueOfAnEnumAndTellsThemApart() {
		SlackChoices choices = SlackChoices.of(template("""
				{"policy_input_schema": {"size": {"enum": ["small", 2, 2.5, true]}}}""")).orElseThrow();
		assertThat(choices.choices()).extracting(Choice::label).containsExactly("small", "2", "2.5", "true");
		assertThat(choices.choices()).extracting(Choice::key).doesNotHaveDuplicates();
		Choice two = choices.choices().get(1);
		assertThat(choices.find(two.key())).contains(two);
		assertThat(two.value()).isEqualTo(2);
		assertThat(choices.find("nothing")).isEmpty();
	}

	@Test
	void offersWhatIsBehindAReference() {
		SlackChoices yesOrNo = SlackChoices.of(template("""
				{"properties": {"approved": {"$ref": "#/$defs/flag"}}, "$defs": {"flag": {"type": "boolean"}}}"""))
			.orElseThrow();
		assertThat(yesOrNo.choices()).extracting(Choice::label).containsExactly("Approve", "Reject");
		SlackChoices sizes = SlackChoices.of(template("""
				{"$ref": "#/$defs/answer", "$defs": {"size": {"enum": ["small", 2]},
				 "answer": {"properties": {"a.b": {"allOf": [{"$ref": "#/$defs/size"}]}}}}}""")).orElseThrow();
		assertThat(sizes.field()).isEqualTo("a.b");
		assertThat(sizes.choices()).extracting(Choice::value).containsExactly("small", 2);
	}

	@Test
	void offersAlternativesByTheirTitles() {
		SlackChoices choices = SlackChoices.of(template(
				"""
						{"properties": {"level": {"oneOf": [{"const": 1, "title": "Low"}, {"const": "high"}, {"type": "null"}]}}}"""))
			.orElseThrow();
		assertThat(choices.choices()).extracting(Choice::label).containsExactly("Low", "high");
		assertThat(choices.choices()).extracting(Choice::value).containsExactly(1, "high");
		assertThat(choices.answer(choices.choices().get(0))).isEqualTo(template("{\"level\": 1}"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "{\"properties\": {\"a\": {\"type\": \"boolean\"}}, \"required\": [\"b\"]}",
			"{\"properties\": {\"a\": {\"oneOf\": [{\"const\": 1}, {\"const\": null, \"title\": \"None\"}]}}}",
			"{\"properties\": {\"a\": {\"anyOf\": [{\"type\": \"boolean\"}, {\"type\": \"null\"}]}}}",
			"{\"properties\": {\"a\": {\"$ref\": \"#\"}}}", "{\"properties\": {\"a\": {\"$ref\": \"#/$defs/a\"}}}" })
	void offersNothingWhereMoreIsAskedThanAButtonSays(String template) {
		assertThat(SlackChoices.of(template(template))).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "{}", "{\"policy_input_schema\": {}}",
			"{\"policy_input_schema\": {\"a\": {\"type\": \"string\"}}}",
			"{\"policy_input_schema\": {\"a\": {\"type\": \"boolean\"}, \"b\": {\"type\": \"boolean\"}}}",
			"{\"policy_input_schema\": {\"a\": {\"enum\": []}}}",
			"{\"policy_input_schema\": {\"a\": {\"enum\": [\"\"]}}}",
			"{\"policy_input_schema\": {\"a\": {\"enum\": [null, \"b\"]}}}",
			"{\"policy_input_schema\": {\"a\": {\"enum\": [{\"b\": 1}]}}}",
			"{\"policy_input_schema\": {\"a\": {\"enum\": [1, \"1\"]}}}", "{\"properties\": {\"a\": true}}",
			"{\"properties\": 7}", "{\"properties\": {\"a\": {\"type\": [\"boolean\", \"null\"]}}}" })
	void offersNothingWhereAChoiceIsNotAllThatIsAskedOrCannotBeToldFromAnother(String template) {
		assertThat(SlackChoices.of(template(template))).isEmpty();
	}

	@Test
	void offersNothingWhereThereAreMoreThanSlackShows() {
		StringBuilder values = new StringBuilder("0");
		for (int i = 1; i < SlackChoices.MOST; i++) {
			values.append(',').append(i);
		}
		String template = "{\"policy_input_schema\": {\"a\": {\"enum\": [%s]}}}";
		assertThat(SlackChoices.of(template(template.formatted(values)))).isPresent();
		assertThat(SlackChoices.of(template(template.formatted(values + ",100")))).isEmpty();
	}

	@Test
	void offersNothingWhereTwoLookTheSameOnceCut() {
		String start = "x".repeat(100);
		assertThat(SlackChoices.of(template("""
				{"policy_input_schema": {"a": {"enum": ["%s1", "%s2"]}}}""".formatted(start, start)))).isEmpty();
	}

}
