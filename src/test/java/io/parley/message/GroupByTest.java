package io.parley.message;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.parley.web.ProblemException;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class GroupByTest {

	@ParameterizedTest
	@ValueSource(strings = { "user_ids,bot_ids", "bot_ids, user_ids", "['user_ids','bot_ids']",
			"[\"user_ids\", \"bot_ids\"]", "[ 'bot_ids' , \"user_ids\" ]", "[user_ids,bot_ids]",
			"user_ids,bot_ids,user_ids", "'user_ids','bot_ids'" })
	void readsTheParticipantsInAnyForm(String value) {
		assertThat(GroupBy.of(List.of(value)).isByParticipants()).isTrue();
	}

	@Test
	void readsARepeatedParameter() {
		assertThat(GroupBy.of(List.of("user_ids", "bot_ids")).isByParticipants()).isTrue();
		assertThat(GroupBy.of(List.of("['user_ids']", "context.a,sender_id")).fields()).containsExactly("user_ids",
				"context.a", "sender_id");
	}

	@ParameterizedTest
	@ValueSource(strings = { "user_ids", "bot_ids", "sender_id", "user_ids,bot_ids,sender_type" })
	void whatIsNotTheTwoSetsIsAnotherGrouping(String value) {
		assertThat(GroupBy.of(List.of(value)).isByParticipants()).isFalse();
	}

	@Test
	void aPathIntoContextReachesKeysAsTheyAreStored() {
		GroupBy groupBy = GroupBy.of(List.of("context.a.$b.c%"));
		assertThat(groupBy.storedFields()).containsExactly("context.a.%24b.c%25");
		assertThat(GroupBy.of(List.of("context.a.b,context.a,context.ab")).storedFields()).containsExactly("context.a",
				"context.ab");
		Document message = Document.parse("{\"context\":{\"a\":{\"%24b\":{\"c%25\":5}}}}");
		assertThat(groupBy.key().apply(message)).isEqualTo(GroupKey.of(List.of(5)));
	}

	@Test
	void aPathGoesThroughTheElementsOfAList() {
		Document message = Document.parse("{\"context\":{\"a\":[{\"b\":1},{\"c\":2},{\"b\":3},4]}}");
		assertThat(GroupBy.of(List.of("context.a.b")).key().apply(message))
			.isEqualTo(GroupKey.of(List.of(List.of(1, 3))));
	}

	@Test
	void valuesAreTheSameWhereJsonSaysTheSame() {
		assertThat(key("1")).isEqualTo(key("{\"$numberDecimal\":\"1.00\"}")).isNotEqualTo(key("\"1\""));
		assertThat(key("0")).isEqualTo(key("{\"$numberDecimal\":\"-0.0\"}"));
		assertThat(key("{\"a\":1,\"b\":2}")).isEqualTo(key("{\"b\":2,\"a\":1}"));
		assertThat(key("[1,2]")).isNotEqualTo(key("[2,1]")).isNotEqualTo(key("[1]")).isNotEqualTo(key("[[1,2]]"));
		assertThat(key("null")).isEqualTo(GroupBy.of(List.of("context.x")).key().apply(new Document()))
			.isNotEqualTo(key("[]"))
			.isNotEqualTo(key("false"))
			.isNotEqualTo(key("\"\""));
		assertThat(key("true")).isNotEqualTo(key("\"true\""));
	}

	private static GroupKey key(String value) {
		return GroupBy.of(List.of("context.x")).key().apply(Document.parse("{\"context\":{\"x\":" + value + "}}"));
	}

	@Test
	void quotesHoldACommaInAKey() {
		assertThat(GroupBy.of(List.of("['context.a,b',\"context.it\\\"s\"]")).fields()).containsExactly("context.a,b",
				"context.it\"s");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "[]", "[", "]", "['user_ids'", "user_ids]", "['user_ids',]", "user_ids,", ",",
			",user_ids", "['user_ids' 'bot_ids']", "['user_ids]", "body", "context", "context.", "context..a",
			"context.a.", "contexts.a", "_id", "$where", "team", "participants", "user_ids.x", "User_ids", "['']", "''",
			"context.a\u0000b", "[[\"user_ids\"]]", "{\"a\":1}", "null" })
	void refusesTheRest(String value) {
		assertThatExceptionOfType(ProblemException.class).as(value)
			.isThrownBy(() -> GroupBy.of(List.of(value)))
			.withMessageStartingWith("group_by ")
			.withMessageContaining("sender_id, sender_type, user_ids, bot_ids, context.<path>");
	}

	@Test
	void cutsALongNameThatItRefusesBetweenCharacters() {
		assertThatExceptionOfType(ProblemException.class).isThrownBy(() -> GroupBy.of(List.of("x".repeat(63) + "😀😀")))
			.withMessageContaining("x".repeat(63) + "😀…");
	}

	@Test
	void refusesWhatIsMissingOrTooMuch() {
		String deep = "context" + ".a".repeat(40);
		String many = IntStream.range(0, 11).mapToObj((i) -> "context." + i).collect(Collectors.joining(","));
		List<List<String>> refused = Arrays.asList(null, List.of(), List.of(deep), List.of(many),
				List.of("context." + "x".repeat(300)));
		for (List<String> values : refused) {
			assertThatExceptionOfType(ProblemException.class).isThrownBy(() -> GroupBy.of(values))
				.withMessageStartingWith("group_by ");
		}
	}

}
