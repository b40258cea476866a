package io.parley.channel.slack;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class SlackTextTest {

	@Test
	void escapesWhatSlackGivesAMeaningTo() {
		assertThat(SlackText.escape("a < b & <!channel> &amp; *c*"))
			.isEqualTo("a &lt; b &amp; &lt;!channel&gt; &amp;amp; *c*");
	}

	@Test
	void cutsNeitherAnEntityNorACharacterOfTwoHalves() {
		assertThat(SlackText.escape("abc", 3)).isEqualTo("abc");
		assertThat(SlackText.escape("abcd", 3)).isEqualTo("ab…");
		assertThat(SlackText.escape("a&bcd", 7)).isEqualTo("a&amp;…");
		assertThat(SlackText.escape("a&&bc", 7)).isEqualTo("a&amp;…");
		assertThat(SlackText.escape("a\uD83D\uDE00\uD83D\uDE00", 4)).isEqualTo("a\uD83D\uDE00…");
		assertThat(SlackText.escape("a\uD83D\uDE00\uD83D\uDE00", 3)).isEqualTo("a…");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '→', value = { "yes→yes", "'  yes  '→yes", "a &amp; b &lt;c&gt;→a & b <c>", "&amp;lt;→&lt;",
			"<@U123> yes→@U123 yes", "<@UBOT> yes→yes", "<@UBOT|parley>: yes→yes", "ask <@U1|bob>→ask @bob",
			"see <#C1|general>→see #general", "<!here> no→@here no", "<!date^1^{date}|today>→today",
			"<http://a.example|a.example>→a.example", "<mailto:a@b.example|a@b.example>→a@b.example",
			"<https://a.example/?x=1&amp;y=2>→https://a.example/?x=1&y=2",
			"<https://a.example|the list>→the list (https://a.example)", "1 < 2→1 < 2", "<>→''", "$1 \\1→$1 \\1" })
	void readsWhatAHumanSees(String sent, String read) {
		assertThat(SlackText.read(sent, List.of("UBOT"))).isEqualTo(read);
	}

	@Test
	void readsHostileTextInLinearTime() {
		String hostile = "<".repeat(100_000) + "|".repeat(100_000) + "<@".repeat(50_000);
		assertThat(SlackText.read(hostile, List.of("U.*(a+)+$"))).isNotEmpty();
	}

}
