package io.parley.sessionmessage.filter;

import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

import io.parley.sessionmessage.input.InvalidPatternException;
import org.jspecify.annotations.Nullable;

/**
 * Takes a pattern apart into what PCRE, {@code java.util.regex} and RE2 read alike, and
 * says in a sentence why something else is refused.
 */
final class PatternTokens {

	static final Pattern PLACE = Pattern.compile("[\\^$]|\\\\[bB]");

	static final Pattern REPEAT = Pattern.compile("[*+?]|\\{(\\d{1,4})(,(\\d{0,4}))?}");

	static final Pattern OPEN = Pattern.compile("\\(\\?:|\\((?!\\?)");

	/** A character that stands for itself and must be there once. */
	static final Pattern PLAIN = Pattern
		.compile("(?:\\\\(?=\\p{Punct})|(?![\\\\\\[\\](){}.^$|*+?#]))(\\p{Graph})(?![*?{\\s#])");

	/** A character that is written with a backslash: any but NUL and surrogates. */
	private static final String ESCAPED = "\\\\[\\p{Punct} tnrf]|\\\\x(?!00)\\p{XDigit}{2}"
			+ "|\\\\x\\{(?!0+}|0*[Dd][89A-Fa-f]..})(?:10|0?\\p{XDigit})?\\p{XDigit}{1,4}}";

	private static final String SET = "\\\\[dDwWsS]";

	private static final String MEMBER = "(?:" + ESCAPED + "|(?!&&)[^\\[\\]\\\\\\-\\x00])";

	private static final String CLASS = "\\[\\^?+(?:(?!])-?(?:" + MEMBER + "(?:-" + MEMBER + ")?|" + SET + ")*+)";

	private static final Pattern CLASS_START = Pattern.compile(CLASS + "?");

	/** A class like {@code [.a.]} means something else to some. */
	private static final Pattern POSIX = Pattern.compile("\\[([.:=])(?:[^\\]\\\\]|\\\\.)*\\1]", Pattern.DOTALL);

	/** What stands for one character. */
	static final Pattern ONE = Pattern
		.compile(ESCAPED + "|" + SET + "|(?!" + POSIX + ")" + CLASS + "-?]|[^\\\\\\[(){^$|*+?\\x00]", Pattern.DOTALL);

	private static final Pattern GAP = Pattern.compile("(?:[ \t\n\u000B\f\r]|#[^\n]*)*+");

	private static final String RANGE = "has a - after a range inside [ ], or one that is no range of characters from "
			+ "low to high; as a character it is written \\-";

	private final String pattern;

	private final boolean extended;

	private final Matcher matcher;

	private final StringBuilder text = new StringBuilder();

	private int pos;

	PatternTokens(String pattern, int start, boolean extended) {
		this.pattern = pattern;
		this.pos = start;
		this.extended = extended;
		this.matcher = ONE.matcher(pattern).useTransparentBounds(true);
	}

	/** What was taken, without the white space and comments of the {@code x} option. */
	String text() {
		return this.text.toString();
	}

	/** The next character, or -1 at the end. */
	int next() {
		if (this.extended && lookingAt(GAP)) {
			this.pos = this.matcher.end();
		}
		return (this.pos < this.pattern.length()) ? this.pattern.charAt(this.pos) : -1;
	}

	/** Takes what comes next, if it is of this kind, else answers null. */
	@Nullable MatchResult take(Pattern kind) {
		MatchResult found = peek(kind);
		if (found != null) {
			this.text.append(found.group());
			this.pos = found.end();
		}
		return found;
	}

	/** Takes a character, if it comes next. */
	boolean take(char c) {
		boolean there = next() == c;
		if (there) {
			this.text.append(c);
			this.pos++;
		}
		return there;
	}

	/** What comes next, if it is of this kind, else null. */
	@Nullable MatchResult peek(Pattern kind) {
		next();
		return lookingAt(kind) ? this.matcher.toMatchResult() : null;
	}

	private boolean lookingAt(Pattern kind) {
		return this.matcher.usePattern(kind).region(this.pos, this.pattern.length()).lookingAt();
	}

	/** Takes what stands for one character: {@code a}, {@code \.}, {@code [a-z]}. */
	void takeOne() {
		MatchResult one = take(ONE);
		if (one == null) {
			throw new InvalidPatternException(refusal());
		}
		try {
			Pattern.compile(one.group());
		}
		catch (PatternSyntaxException ex) {
			throw new InvalidPatternException(RANGE);
		}
	}

	/** Why nothing that is known stands here. */
	private String refusal() {
		char first = this.pattern.charAt(this.pos);
		if (first == '[') {
			return inClass();
		}
		return switch (first) {
			case '\\' -> escape(this.pos + 1);
			case '\0' -> "must not have a NUL character in it";
			case '(' -> "must not use look-around, named groups or flags; groups are (…) and (?:…), and flags such as "
					+ "(?i) stand first";
			default -> "has a " + first + " with nothing to repeat before it; as a character it is written \\" + first;
		};
	}

	private String escape(int at) {
		if (at == this.pattern.length()) {
			return "must not end with a backslash";
		}
		char escaped = this.pattern.charAt(at);
		return (escaped >= '1' && escaped <= '9') ? "must not use a back-reference"
				: "must not escape anything but punctuation, except as \\d \\w \\s \\b (and their capitals), \\t \\n "
						+ "\\r \\f, \\xHH and \\x{H…}";
	}

	private String inClass() {
		if (lookingAt(POSIX)) {
			return "must not use [: :], [. .] or [= =]";
		}
		int at = lookingAt(CLASS_START) ? this.matcher.end() : this.pos;
		return switch ((at < this.pattern.length() - 1) ? this.pattern.charAt(at) : ']') {
			case '\\' -> escape(at + 1);
			case '-' -> RANGE;
			case ']' -> "has a [ without its ], or with nothing in it; ] is written \\] there";
			default -> "has a character inside [ ] that not every store reads alike; NUL is not allowed, [ is written "
					+ "\\[ and && is written \\&\\&";
		};
	}

}
