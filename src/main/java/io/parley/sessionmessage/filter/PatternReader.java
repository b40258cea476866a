package io.parley.sessionmessage.filter;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the part of the language of regular expressions that PCRE,
 * {@code java.util.regex} and RE2 read alike: characters, {@code . [a-z] \d \w \s \b},
 * {@code ^ $}, groups, alternatives and repetition. Look-around, back-references,
 * possessive repetition, named groups, flags inside a pattern, {@code \Q} and {@code \p}
 * are refused.
 */
final class PatternReader {

	private static final int REPEATS = 1000;

	private static final int EXPANDED = 5000;

	private static final Pattern COUNT = Pattern.compile("\\{([0-9]{1,4})(,([0-9]{1,4})?)?}");

	private final String pattern;

	private final boolean extended;

	private final StringBuilder text = new StringBuilder();

	private final CharacterReader characters;

	private int pos;

	private int groups;

	private boolean scans;

	PatternReader(String pattern, int start, boolean extended) {
		this.pattern = pattern;
		this.pos = start;
		this.extended = extended;
		this.characters = new CharacterReader(pattern);
	}

	/** Reads the whole pattern. */
	Ways read() {
		Ways ways = alternatives();
		if (this.pos < this.pattern.length()) {
			throw new UnsafePatternException("has a ) without its (");
		}
		return ways;
	}

	/** What was read, without the white space and comments of the {@code x} option. */
	String text() {
		return this.text.toString();
	}

	/** Whether a match can start at the start of the text only. */
	boolean anchored() {
		return this.text.indexOf("^") == 0 && this.text.indexOf("|") < 0;
	}

	/** Whether a way may have to be followed far before it fails, without branching. */
	boolean scans() {
		return this.scans;
	}

	private Ways alternatives() {
		Ways ways = sequence();
		while (peek() == '|') {
			take(1);
			ways = ways.or(sequence());
		}
		return ways;
	}

	private Ways sequence() {
		Ways ways = Ways.NONE;
		Ways last = Ways.NONE;
		for (int next = peek(); next >= 0 && next != '|' && next != ')'; next = peek()) {
			ways = ways.then(last);
			last = term(next);
		}
		// Nothing after it can fail, so whatever it takes first is the match.
		return ways.then((this.groups == 0) ? last.certain() : last);
	}

	private Ways term(int first) {
		int start = this.text.length();
		Ways part = (first == '(') ? group() : character(first);
		String written = this.text.substring(start);
		Ways repeated = repetition(part, written);
		if (part == Ways.ONE && repeated != part && this.characters.excludes(written, peek(), this.pos)) {
			this.scans = true;
			return repeated.certain();
		}
		return repeated;
	}

	private Ways group() {
		take(1);
		if (this.pattern.startsWith("?:", this.pos)) {
			take(2);
		}
		else if (this.pattern.startsWith("?", this.pos)) {
			throw new UnsafePatternException("must not use look-around, named groups or flags; groups are (…) and (?:…)"
					+ ", and flags such as (?i) stand first");
		}
		this.groups++;
		Ways ways = alternatives();
		this.groups--;
		if (peek() != ')') {
			throw new UnsafePatternException("has a ( without its )");
		}
		take(1);
		return ways;
	}

	private Ways character(int first) {
		if ("*+?{".indexOf(first) >= 0) {
			throw new UnsafePatternException("has a " + (char) first
					+ " with nothing to repeat before it; as a character it is written \\" + (char) first);
		}
		int end = this.characters.end(this.pos);
		boolean place = "^$".indexOf(first) >= 0 || this.pattern.startsWith("\\b", this.pos)
				|| this.pattern.startsWith("\\B", this.pos);
		take(end - this.pos);
		return place ? Ways.NONE : Ways.ONE;
	}

	private Ways repetition(Ways part, String written) {
		Matcher count = COUNT.matcher(this.pattern)
			.region(Math.min(skip(), this.pattern.length()), this.pattern.length());
		int next = peek();
		int min = (next == '+') ? 1 : 0;
		double max = (next == '?') ? 1 : Double.POSITIVE_INFINITY;
		if (next == '{' && count.lookingAt()) {
			min = Integer.parseInt(count.group(1));
			max = (count.group(2) == null) ? min : (count.group(3) == null) ? max : Integer.parseInt(count.group(3));
			take(count.end() - count.start());
		}
		else if (next == '*' || next == '+' || next == '?') {
			take(1);
		}
		else {
			return part;
		}
		check(part, written, min, max);
		if (peek() == '?') {
			take(1);
		}
		return part.times(min, max);
	}

	private static void check(Ways part, String written, int min, double max) {
		if (part.least() == 0) {
			throw new UnsafePatternException("must not repeat what can be empty");
		}
		double bound = Double.isInfinite(max) ? Math.max(min, 1) : max;
		if (bound > REPEATS || max < min) {
			throw new UnsafePatternException(
					"must repeat by {n}, {n,} or {n,m} with n no more than m and both at most " + REPEATS);
		}
		if (part != Ways.ONE && written.length() * bound > EXPANDED) {
			throw new UnsafePatternException("must not repeat a group so often");
		}
	}

	/** The next character, or -1 at the end. */
	private int peek() {
		this.pos = skip();
		return (this.pos < this.pattern.length()) ? this.pattern.charAt(this.pos) : -1;
	}

	/** Where the next character stands after what the x option lets stand between. */
	private int skip() {
		int next = this.pos;
		while (this.extended && next < this.pattern.length()) {
			if (this.pattern.charAt(next) == '#') {
				int end = this.pattern.indexOf('\n', next);
				next = (end < 0) ? this.pattern.length() : end;
			}
			else if (" \t\n\u000B\f\r".indexOf(this.pattern.charAt(next)) < 0) {
				return next;
			}
			else {
				next++;
			}
		}
		return next;
	}

	private void take(int length) {
		this.text.append(this.pattern, this.pos, this.pos + length);
		this.pos += length;
	}

}
