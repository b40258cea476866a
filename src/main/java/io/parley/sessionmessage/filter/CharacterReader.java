package io.parley.sessionmessage.filter;

import java.util.regex.Pattern;

/**
 * Reads what stands for one character or one place in a pattern: {@code a}, {@code \.},
 * {@code [a-z]}, {@code \b}.
 */
final class CharacterReader {

	private static final Pattern HEX = Pattern.compile("x[0-9A-Fa-f]{2}|x\\{[0-9A-Fa-f]{1,6}}");

	private final String pattern;

	CharacterReader(String pattern) {
		this.pattern = pattern;
	}

	/** Where the character that starts here ends. */
	int end(int start) {
		return switch (this.pattern.charAt(start)) {
			case '\\' -> escaped(start + 1, "dDwWsSbBtnrf");
			case '[' -> charClass(start + 1);
			case '\0' -> throw new UnsafePatternException("must not have a NUL character in it");
			default -> this.pattern.offsetByCodePoints(start, 1);
		};
	}

	/**
	 * Whether what was written for one character never stands for the plain character
	 * that comes next, so that the one cannot take what the other needs.
	 */
	boolean excludes(String written, int next, int at) {
		boolean plain = next > ' ' && next < 0x7F && "\\[](){}.^$|*+?#".indexOf(next) < 0;
		boolean escaped = next == '\\' && at + 1 < this.pattern.length() && isPunctuation(this.pattern.charAt(at + 1));
		if (!plain && !escaped) {
			return false;
		}
		int end = escaped ? at + 2 : at + 1;
		if (end < this.pattern.length() && "*?{ \t\n\u000B\f\r#".indexOf(this.pattern.charAt(end)) >= 0) {
			return false;
		}
		String text = this.pattern.substring(end - 1, end);
		return !Pattern.compile(written, Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE).matcher(text).matches();
	}

	private int escaped(int start, String letters) {
		if (start == this.pattern.length()) {
			throw new UnsafePatternException("must not end with a backslash");
		}
		char c = this.pattern.charAt(start);
		if (isPunctuation(c) || c == ' ' || letters.indexOf(c) >= 0) {
			return start + 1;
		}
		var hex = HEX.matcher(this.pattern).region(start, this.pattern.length());
		if (hex.lookingAt() && isCharacter(hex.group().replaceAll("[x{}]", ""))) {
			return hex.end();
		}
		if (c >= '1' && c <= '9') {
			throw new UnsafePatternException("must not use a back-reference");
		}
		throw new UnsafePatternException("must not escape anything but punctuation, except as \\d \\w \\s \\b (and "
				+ "their capitals), \\t \\n \\r \\f, \\xHH and \\x{H…}");
	}

	private static boolean isCharacter(String hex) {
		int c = Integer.parseInt(hex, 16);
		return c > 0 && c <= Character.MAX_CODE_POINT && (c < Character.MIN_SURROGATE || c > Character.MAX_SURROGATE);
	}

	private static boolean isPunctuation(char c) {
		return c > ' ' && c < 0x7F && !Character.isLetterOrDigit(c);
	}

	private int charClass(int start) {
		int first = this.pattern.startsWith("^", start) ? start + 1 : start;
		int at = first;
		while (at < this.pattern.length() && (this.pattern.charAt(at) != ']')) {
			int end = member(at);
			boolean range = this.pattern.startsWith("-", end) && !this.pattern.startsWith("-]", end);
			at = range ? range(at, end) : end;
		}
		if (at == first || at >= this.pattern.length()) {
			throw new UnsafePatternException("has a [ without its ], or with nothing in it; ] is written \\] there");
		}
		if (at > start + 1 && ".:=".indexOf(this.pattern.charAt(start)) >= 0
				&& this.pattern.charAt(at - 1) == this.pattern.charAt(start)) {
			throw new UnsafePatternException("must not use [: :], [. .] or [= =]");
		}
		return at + 1;
	}

	private int range(int low, int dash) {
		int end = (dash + 1 < this.pattern.length()) ? member(dash + 1) : dash;
		int from = value(low, dash);
		int to = (end > dash) ? value(dash + 1, end) : -1;
		if (from < 0 || to < from || this.pattern.startsWith("-", low) || this.pattern.startsWith("-", dash + 1)) {
			throw new UnsafePatternException("has a - inside [ ] that is no range of characters from low to high; as a "
					+ "character it is written \\-");
		}
		if (this.pattern.startsWith("-", end) && !this.pattern.startsWith("-]", end)) {
			throw new UnsafePatternException("has a - after a range inside [ ]; as a character it is written \\-");
		}
		return end;
	}

	private int member(int at) {
		char c = this.pattern.charAt(at);
		if (c == '\\') {
			return escaped(at + 1, "dDwWsStnrf");
		}
		if (c == '\0' || c == '[' || this.pattern.startsWith("&&", at)) {
			throw new UnsafePatternException("has a character inside [ ] that not every store reads alike; NUL is not "
					+ "allowed, [ is written \\[ and && is written \\&\\&");
		}
		return this.pattern.offsetByCodePoints(at, 1);
	}

	/** The character that a member of a class is, or -1 where it is a class itself. */
	private int value(int start, int end) {
		if (this.pattern.charAt(start) != '\\') {
			return this.pattern.codePointAt(start);
		}
		char c = this.pattern.charAt(start + 1);
		if (c == 'x') {
			return Integer.parseInt(this.pattern.substring(start + 2, end).replaceAll("[{}]", ""), 16);
		}
		int control = "tnrf".indexOf(c);
		return (control >= 0) ? "\t\n\r\f".charAt(control) : isPunctuation(c) || c == ' ' ? c : -1;
	}

}
