package io.parley.sessionmessage.input;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;

/**
 * A regular expression of RE2, which takes time in proportion to the text and to its own
 * size, whatever it is. It has no look-around and no back-references.
 */
public final class LinearPattern {

	/** The most characters of a pattern. */
	public static final int LENGTH = 1000;

	private static final int SIZE = 10_000;

	private static final String EXPECTED = "must be a regular expression without look-around, back-references and \\Q "
			+ "(RE2's syntax), of at most " + LENGTH + " characters (" + SIZE + " with its repetitions written out)";

	/** A repetition, a parenthesis, or what stands for one character. */
	private static final java.util.regex.Pattern PART = java.util.regex.Pattern.compile(
			"\\{(\\d{1,4})(?:,(\\d{0,4}))?}|\\\\(?:[xpP]\\{[^}]*}|.)|\\[\\^?]?(?:\\[:[^]]*:]|\\\\.|[^]\\\\])*+]|.",
			java.util.regex.Pattern.DOTALL);

	private static final java.util.regex.Pattern ESCAPE = java.util.regex.Pattern.compile(
			"\\\\(?:u([Dd][89ABab][0-9A-Fa-f]{2})\\\\u([Dd][C-Fc-f][0-9A-Fa-f]{2})|u([0-9A-Fa-f]{4})|.)",
			java.util.regex.Pattern.DOTALL);

	private final Pattern pattern;

	private final int size;

	private LinearPattern(Pattern pattern, int size) {
		this.pattern = pattern;
		this.size = size;
	}

	/**
	 * Reads a pattern. A character may also be written as ECMA-262 does, in four
	 * hexadecimal digits after <code>&#92;u</code>.
	 * @throws InvalidPatternException if RE2 does not take it, or it is too large
	 */
	public static LinearPattern compile(String text) {
		double size = (text.length() > LENGTH) ? Double.POSITIVE_INFINITY : size(text);
		if (size > SIZE) {
			throw new InvalidPatternException(EXPECTED);
		}
		try {
			return new LinearPattern(Pattern.compile(ESCAPE.matcher(text).replaceAll(LinearPattern::unescaped)),
					(int) size);
		}
		catch (PatternSyntaxException ex) {
			throw new InvalidPatternException(EXPECTED);
		}
	}

	/** Whether the pattern matches somewhere in the text. */
	public boolean find(CharSequence text) {
		return this.pattern.matcher(text).find();
	}

	/** Whether the pattern matches at the start of the text. */
	public boolean findAtStart(CharSequence text) {
		return this.pattern.matcher(text).lookingAt();
	}

	/**
	 * About how many characters the pattern has with its repetitions written out, which
	 * is how it is kept; each takes some tens of bytes.
	 */
	public int size() {
		return this.size;
	}

	private static String unescaped(MatchResult escape) {
		String hex = escape.group(3);
		if (escape.group(1) != null) {
			char high = (char) Integer.parseInt(escape.group(1), 16);
			char low = (char) Integer.parseInt(escape.group(2), 16);
			hex = Integer.toHexString(Character.toCodePoint(high, low));
		}
		return Matcher.quoteReplacement((hex != null) ? "\\x{" + hex + "}" : escape.group());
	}

	private static double size(String text) {
		Deque<Double> open = new ArrayDeque<>();
		double sum = 0;
		double last = 0;
		for (Matcher part = PART.matcher(text); part.find();) {
			if (part.group(1) != null) {
				sum += last * (times(part) - 1);
				last *= times(part);
			}
			else if (part.group().equals("(")) {
				open.push(sum);
				sum = 0;
			}
			else if (part.group().equals(")") && !open.isEmpty()) {
				last = sum + 1;
				sum = open.pop() + last;
			}
			else {
				// Between \Q and \E nothing would mean what it seems to.
				last = part.group().equals("\\Q") ? Double.POSITIVE_INFINITY : 1;
				sum += last;
			}
		}
		return sum;
	}

	private static double times(Matcher count) {
		String most = (count.group(2) == null || count.group(2).isEmpty()) ? count.group(1) : count.group(2);
		return Math.max(1, Integer.parseInt(most));
	}

}
