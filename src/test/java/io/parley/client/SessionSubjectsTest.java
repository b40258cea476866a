package io.parley.client;

import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class SessionSubjectsTest {

	@ParameterizedTest
	@ValueSource(strings = { "user789", "a.b.c", "a*b", "50%", "ünï", "", "x$y", "parley", "_INBOX", "parleys.x" })
	void usesAValidSubjectIdAsItIs(String subjectId) {
		assertThat(SessionSubjects.reply(subjectId)).isEqualTo(subjectId + "__human_intervention_results");
	}

	@ParameterizedTest
	@CsvSource(quoteCharacter = '"',
			value = { "a..b,a%2E%2Eb", ".a,%2Ea", "*.x,%2A%2Ex", "a.>.x,a%2E%3E%2Ex", "a b,a%20b", "\"a\tb\",a%09b",
					"parley.x,parley%2Ex", "$SYS,%24SYS", "_INBOX.q,_INBOX%2Eq", "50% off,50%25%20off" })
	void encodesASubjectIdThatIsNoLiteralSubjectOrReachesIntoOthers(String subjectId, String encoded) {
		assertThat(SessionSubjects.reply(subjectId)).isEqualTo(encoded + "__human_intervention_results");
	}

	@Test
	void keepsASessionIdWithinItsToken() {
		assertThat(SessionSubjects.lifecycle("a.b *>%\n$é")).isEqualTo("parley.*.sessions.a%2Eb%20%2A%3E%25%0A$é.*");
	}

	@Test
	void agreesWithTheService() {
		Random random = new Random(7);
		int[] signs = "ab.*>%$_ \t\n\u00a0\u2028\u0085é\ud83d\ude00".codePoints().toArray();
		List<String> starts = List.of("", "parley.", "parley", "$", "_INBOX.", "_INBOX");
		for (int i = 0; i < 20_000; i++) {
			StringBuilder id = new StringBuilder(starts.get(random.nextInt(starts.size())));
			random.ints((i % 100 == 0) ? 256 : random.nextInt(8), 0, signs.length)
				.forEach((sign) -> id.appendCodePoint(signs[sign]));
			assertThat(SessionSubjects.reply(id.toString()))
				.isEqualTo(io.parley.dispatch.Subjects.reply(id.toString()));
			assertThat(SessionSubjects.token(id.toString()))
				.isEqualTo(io.parley.dispatch.Subjects.token(id.toString()));
		}
		String long256 = " ".repeat(256) + "\u2028".repeat(200);
		assertThat(SessionSubjects.token(long256)).startsWith("%~")
			.isEqualTo(io.parley.dispatch.Subjects.token(long256));
	}

}
