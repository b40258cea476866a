package io.parley.reply;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Which patterns a browser is given, and how they are spelt there. */
class BrowserPatternTest {

	@ParameterizedTest
	@CsvSource(delimiter = ' ',
			value = { "^[A-Z]{2}\\d+$ ^[A-Z]{2}\\d+$", "^(a|b)?c$ ^(?:a|b)?c$", "a-b a\\u{2d}b",
					"^[a-z-]+$ ^[a-z\\u{2d}]+$", "[(] [\\u{28}]", "[a&&b] [a\\u{26}\\u{26}b]",
					"\\.\\-\\/ \\u{2e}\\u{2d}\\u{2f}", "[^@]+@[^@]+ [^\\u{40}]+\\u{40}[^\\u{40}]+", "é \\u{e9}",
					"[\\w.+-]+ [\\w\\u{2e}\\u{2b}\\u{2d}]+", "^(?:x{1,3}y?)?$ ^(?:x{1,3}y?)?$" })
	void saysWhatMeansTheSame(String pattern, String said) {
		assertThat(BrowserPattern.of(pattern, false)).hasValue("[^]*(?:" + said + ")[^]*");
		assertThat(BrowserPattern.of(pattern, true)).hasValue("(?:" + said + ")[^]*");
	}

	@ParameterizedTest
	@ValueSource(strings = { "(a+)+$", "(a|b*)*", "((a{1,9})x)*", "(?i)a", "(?P<n>a)", "\\z", "\\pL", "[[:alpha:]]",
			"\\s", ".", "\\x41", "\\u0041", "[\\d-z]", "[a-z-9]", "(a", "a)", "*a", "a**", "^*", "(?:|*)", "[^a]{2,}*",
			"\\Qa\\E", "[^]", "[]a]" })
	void leavesTheRestToTheService(String pattern) {
		assertThat(BrowserPattern.of(pattern, false)).isEmpty();
	}

	@Test
	void aLongPatternIsLeftToTheService() {
		assertThat(BrowserPattern.of("a".repeat(501), false)).isEmpty();
	}

}
