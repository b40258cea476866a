package io.parley.sessionmessage.template;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.regex.Matcher;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;

/**
 * A regular expression that takes time in proportion to the text, whatever it is, and
 * looks at the deadline.
 */
final class LinearPattern {

	/** What a pattern must be, as a predicate. */
	static final String EXPECTED = "must be a regular expression without look-around and back-references, of at most "
			+ LinearPattern.LENGTH + " characters (" + LinearPattern.EXPANDED + " with its repetitions written out)";

	private static final int LENGTH = 1000;

	private static final int EXPANDED = 10_000;

	private static final java.util.regex.Pattern COUNT = java.util.regex.Pattern
		.compile("\\{(\\d{1,4})(?:,(\\d{0,4}))?}");

	private static final java.util.regex.Pattern ESCAPE = java.util.regex.Pattern.compile(
			"\\\\(?:u([Dd][89ABab][0-9A-Fa-f]{2})\\\\u([Dd][C-Fc-f][0-9A-Fa-f]{2})|u([0-9A-Fa-f]{4})|.)",
			java.util.regex.Pattern.DOTALL);

	private final Pattern pattern;

	private LinearPattern(Pattern pattern) {
		this.pattern = pattern;
	}

	/** Compiles a pattern, or answers null if it is none that this takes. */
	static LinearPattern compile(String text) {
		if (text.length() > LENGTH || expanded(text) > EXPANDED) {
			return null;
		}
		try {
			return new LinearPattern(Pattern.compile(ESCAPE.matcher(text).replaceAll(LinearPattern::unescaped)));
		}
		catch (PatternSyntaxException ex) {
			return null;
		}
	}

	/** Whether the pattern matches somewhere in the text. */
	boolean find(String text) {
		return this.pattern.matcher(new Watched(text)).find();
	}

	/** Whether the pattern matches at the start of the text. */
	boolean findAtStart(String text) {
		return this.pattern.matcher(new Watched(text)).lookingAt();
	}

	/**
	 * JSON Schema's patterns are of ECMA-262, which writes a character as four
	 * hexadecimal digits.
	 */
	private static String unescaped(java.util.regex.MatchResult escape) {
		String hex = escape.group(3);
		if (escape.group(1) != null) {
			char high = (char) Integer.parseInt(escape.group(1), 16);
			char low = (char) Integer.parseInt(escape.group(2), 16);
			hex = Integer.toHexString(Character.toCodePoint(high, low));
		}
		return Matcher.quoteReplacement((hex != null) ? "\\x{" + hex + "}" : escape.group());
	}

	/**
	 * About how long the pattern is with its repetitions written out, which is how it is
	 * compiled.
	 */
	private static double expanded(String text) {
		Deque<Double> open = new ArrayDeque<>();
		double sum = 0;
		double last = 0;
		Matcher count = COUNT.matcher(text);
		for (int i = 0; i < text.length(); i++) {
			char c = text.charAt(i);
			if (c == '{' && count.region(i, text.length()).lookingAt()) {
				sum += last * (times(count) - 1);
				last *= times(count);
				i = count.end() - 1;
			}
			else if (c == '(') {
				open.push(sum);
				sum = 0;
			}
			else if (c == ')' && !open.isEmpty()) {
				last = sum + 1;
				sum = open.pop() + last;
			}
			else {
				i += (c == '\\') ? 1 : 0;
				last = 1;
				sum++;
			}
		}
		return sum;
	}

	private static double times(Matcher count) {
		String most = (count.group(2) == null || count.group(2).isEmpty()) ? count.group(1) : count.group(2);
		return Math.max(1, Integer.parseInt(most));
	}

	/** A text that looks at the deadline while it is read. */
	private record Watched(String text) implements CharSequence {

		private static final int MASK = 0x3FF;

		@Override
		public char charAt(int index) {
			if ((index & MASK) == 0) {
				Deadline.check();
			}
			return this.text.charAt(index);
		}

		@Override
		public int length() {
			return this.text.length();
		}

		@Override
		public CharSequence subSequence(int start, int end) {
			return this.text.subSequence(start, end);
		}

	}

}
