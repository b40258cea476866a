package io.parley.sessionmessage.filter;

import java.time.Duration;
import java.util.Random;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

class FilterPatternTest {

	@ParameterizedTest
	@ValueSource(strings = { "", "abc", "^abc", "abc$", "^$", ".*", "a.c", "a*", "a+?", "a??", "a{2}", "a{2,}",
			"a{2,5}?", "[abc]", "[^abc]", "[a-z0-9_-]", "[-a]", "[^-a]", "[a^]", "[.*+?(){}|$]", "[\\]\\[\\\\]",
			"[\\d\\s]", "\\d{3}-\\d{4}", "\\.\\*\\/\\-\\ \\_", "\\bword\\b", "\\t\\n\\r\\f\\x41\\x{1F600}", "(a|b)",
			"(?:a|b|)", "((a))", "(ab)*", "(?:ab){2,3}", "(a|b){1,5}", "]", "}", "é😀", "[à-ü]",
			"[\\x{1F600}-\\x{1F64F}]", "^pending|sent$", "foo.*bar", ".*foo.*bar.*", "^.*foo.*bar.*$",
			"[^@]+@[^@]+\\.[^@]+", "^[\\w.+-]+@[\\w-]+\\.[a-z]{2,}$", "(\\d{1,3}\\.){3}\\d{1,3}", "#a b", "\\w{1,256}",
			"^([a-f0-9]{4}-){3}[a-f0-9]{4}$" })
	void takesWhatEveryStoreReadsAlike(String pattern) {
		FilterPattern read = FilterPattern.read(pattern, "", "status.$regex");
		assertThat(read).isEqualTo(new FilterPattern(pattern, ""));
		Pattern.compile(read.text());
		com.google.re2j.Pattern.compile(read.text());
	}

	@Test
	void leavesOutWhatTheExtendedOptionAllows() {
		assertThat(FilterPattern.read("a b [ #] \\ \\# c # d", "x", "p").text()).isEqualTo("ab[ #]\\ \\#c");
		assertThat(FilterPattern.read("# one\n( a ) *?\t{2}", "", "p").text()).isEqualTo("# one\n( a ) *?\t{2}");
		assertThat(FilterPattern.read("# one\n( a ) *?\tb\f", "x", "p").text()).isEqualTo("(a)*?b");
		assertThatThrownBy(() -> FilterPattern.read("a + {2}", "x", "p")).hasMessageContaining("nothing to repeat");
		assertThatThrownBy(() -> FilterPattern.read("( ?:a)", "x", "p")).hasMessageContaining("nothing to repeat");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '~', quoteCharacter = '`', textBlock = """
			(               ~ ( without its )
			(a              ~ ( without its )
			a)              ~ ) without its (
			[a              ~ [ without its ]
			[]              ~ [ without its ]
			[a-             ~ [ without its ]
			[a-z            ~ [ without its ]
			[a\\\\            ~ [ without its ]
			[]a]            ~ [ without its ]
			[^]a]           ~ [ without its ]
			[a[b]]          ~ [ is written \\[
			[[:alpha:]]     ~ [ is written \\[
			[.a.]           ~ must not use [: :]
			[a&&b]          ~ && is written
			[z-a]           ~ no range
			[\\d-z]         ~ no range
			[a-\\d]         ~ no range
			[a-c-e]         ~ has a - after a range
			[+--]           ~ no range
			[\\b]           ~ must not escape
			*a              ~ nothing to repeat
			a**             ~ nothing to repeat
			a*+             ~ nothing to repeat
			a{,3}           ~ nothing to repeat
			a{x}            ~ nothing to repeat
			{1}             ~ nothing to repeat
			^*              ~ must not repeat what can be empty
			\\b+            ~ must not repeat what can be empty
			()*             ~ must not repeat what can be empty
			(a|b?)+         ~ must not repeat what can be empty
			a{1001}         ~ both at most 1000
			a{3,2}          ~ both at most 1000
			a{1001,}        ~ both at most 1000
			(a[bcde]){1000} ~ must not repeat a group so often
			(?=a)           ~ must not use look-around
			(?!a)           ~ look-around
			(?<=a)          ~ look-around
			(?<n>a)         ~ named groups
			(?P<n>a)        ~ named groups
			(?>a)           ~ must not use
			(?#a)           ~ must not use
			a(?i)b          ~ flags such as (?i) stand first
			(?u)b           ~ must not use
			(?-i)b          ~ must not use
			(a)\\1          ~ back-reference
			\\k<n>          ~ must not escape
			\\Qa\\E         ~ must not escape
			\\pL            ~ must not escape
			\\p{L}          ~ must not escape
			\\C             ~ must not escape
			\\z             ~ must not escape
			\\u0041         ~ must not escape
			\\0             ~ must not escape
			\\x0            ~ must not escape
			\\x{110000}     ~ must not escape
			\\x{D800}       ~ must not escape
			\\x00           ~ must not escape
			\\é             ~ must not escape
			a\\             ~ must not end with a backslash
			(a+)+$          ~ could take too long
			(a|a)*$         ~ could take too long
			(a|aa)+$        ~ could take too long
			(.*?,){20}P     ~ could take too long
			(x+x+)+y        ~ could take too long
			.*.*.*=.*;      ~ could take too long
			(a?){30}a{30}   ~ must not repeat what can be empty
			(ab?){30}c      ~ could take too long
			(a{1,3}){1,12}b ~ could take too long
			(\\d+\\.)+x     ~ could take too long
			""")
	void refusesTheRest(String pattern, String fragment) {
		assertThatThrownBy(() -> FilterPattern.read(pattern, "", "status.$regex"))
			.isInstanceOf(InvalidFilterException.class)
			.hasMessageStartingWith("status.$regex ")
			.hasMessageContaining(fragment);
	}

	@Test
	void refusesNulCharacter() {
		for (String pattern : new String[] { "a\0", "[\0]", "\\\0" }) {
			assertThatThrownBy(() -> FilterPattern.read(pattern, "", "p")).isInstanceOf(InvalidFilterException.class);
		}
	}

	@Test
	void takesOnlyPatternsThatMeanTheSameToTwoEngines() {
		Random random = new Random(4);
		int taken = 0;
		for (int i = 0; i < 60_000; i++) {
			String pattern = randomPattern(random);
			FilterPattern read = readOrNull(pattern);
			if (read != null) {
				taken++;
				assertSameMeaning(read.text(), random);
			}
		}
		assertThat(taken).isGreaterThan(3_000);
	}

	@Test
	void takesOnlyPatternsThatASearchCanFinish() {
		String[] texts = { "a".repeat(300), "ab".repeat(150), "a-".repeat(150), "aab".repeat(100) + "!" };
		Random random = new Random(5);
		assertTimeoutPreemptively(Duration.ofSeconds(60), () -> {
			for (int i = 0; i < 20_000; i++) {
				FilterPattern read = readOrNull(randomPattern(random));
				if (read != null) {
					for (String text : texts) {
						Pattern.compile(read.text()).matcher(text).find();
					}
				}
			}
		});
	}

	private static FilterPattern readOrNull(String pattern) {
		try {
			return FilterPattern.read(pattern, "", "p");
		}
		catch (InvalidFilterException ex) {
			return null;
		}
	}

	private static String randomPattern(Random random) {
		String[] parts = { "a", "b", "c", ".", "\\d", "\\w", "[ab]", "[^a]", "[a-c]", "-", "_", "^", "$", "(", "(", ")",
				")", "(?:", "|", "*", "+", "?", "*?", "{2}", "{1,3}", "{2,}", "\\b", "[", "]", "{", "}", "\\", ",", "1",
				"\\.", "&&", "(?i)", "é", "😀", "\\x41", "]]", "[\\]-]", "\\Q", "(?=", "\\1" };
		StringBuilder pattern = new StringBuilder();
		for (int length = 1 + random.nextInt(7); length > 0; length--) {
			pattern.append(parts[random.nextInt(parts.length)]);
		}
		return pattern.toString();
	}

	private static void assertSameMeaning(String pattern, Random random) {
		Pattern java = Pattern.compile(pattern);
		com.google.re2j.Pattern re2 = com.google.re2j.Pattern.compile(pattern);
		for (int i = 0; i < 5; i++) {
			StringBuilder text = new StringBuilder();
			for (int length = random.nextInt(8); length > 0; length--) {
				text.append("abcAB1-_.^]&,{}\\é".charAt(random.nextInt(17)));
			}
			boolean unicodeBoundary = pattern.contains("\\b") && text.indexOf("é") >= 0;
			if (!unicodeBoundary) {
				assertThat(java.matcher(text).find()).as("%s in %s", pattern, text).isEqualTo(re2.matcher(text).find());
			}
		}
	}

}
