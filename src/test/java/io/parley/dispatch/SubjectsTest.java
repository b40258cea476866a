package io.parley.dispatch;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class SubjectsTest {

	@ParameterizedTest
	@CsvSource(quoteCharacter = '`', textBlock = """
			abc, abc
			a.b, a%2Eb
			*, %2A
			>, %3E
			a%2Eb, a%252Eb
			` a`, %20a
			é😀, é😀
			""")
	void anIdIsOneToken(String id, String token) {
		assertThat(Subjects.token(id)).isEqualTo(token);
	}

	@Test
	void whiteSpaceAndControlCharactersAreEncoded() {
		assertThat(Subjects.token("a\tb\nc\u0000d\u00a0e\u2028f")).isEqualTo("a%09b%0Ac%00d%C2%A0e%E2%80%A8f");
	}

	@Test
	void differentIdsHaveDifferentTokens() {
		assertThat(Subjects.token("a.b")).isNotEqualTo(Subjects.token("a%2Eb"));
		assertThat(Subjects.token("\u3000".repeat(256))).isNotEqualTo(Subjects.token("\u3000".repeat(255)));
	}

	@Test
	void noSubjectIsLongerThanNatsTakes() {
		String longest = "\u3000".repeat(256);
		assertThat(Subjects.of("default", "experiments", longest, "sessions", longest, "created"))
			.hasSizeLessThan(3000);
	}

	@ParameterizedTest
	@ValueSource(strings = { "user789", "", "a.b", "a*b", "x>", "é" })
	void aReplyGoesToTheSubjectAsItIs(String subjectId) {
		assertThat(Subjects.reply(subjectId)).isEqualTo(subjectId + "__human_intervention_results");
	}

	@ParameterizedTest
	@CsvSource(quoteCharacter = '`', textBlock = """
			a b, a%20b
			a..b, a%2E%2Eb
			.a, %2Ea
			a.*.b, a%2E%2A%2Eb
			>.a, %3E%2Ea
			parley.team.x, parley%2Eteam%2Ex
			$JS.API, %24JS%2EAPI
			_INBOX.x, _INBOX%2Ex
			""")
	void aReplyCannotReachOtherSubjects(String subjectId, String encoded) {
		assertThat(Subjects.reply(subjectId)).isEqualTo(encoded + "__human_intervention_results");
	}

}
