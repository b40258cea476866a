package io.parley.sessionmessage.filter;

import java.util.regex.MatchResult;
import java.util.regex.Pattern;

import io.parley.sessionmessage.input.InvalidPatternException;

/**
 * Reads the part of the language of regular expressions that PCRE,
 * {@code java.util.regex} and RE2 read alike, and finds how much it leaves open to a
 * search: characters, {@code . [a-z] \d \w \s \b}, {@code ^ $}, groups, alternatives and
 * repetition. Look-around, back-references, possessive repetition, named groups, flags
 * inside a pattern, {@code \Q} and {@code \p} are refused.
 */
final class PatternReader {

	private static final int REPEATS = 1000;

	private static final int EXPANDED = 5000;

	private final PatternTokens tokens;

	private int groups;

	private boolean scans;

	PatternReader(PatternTokens tokens) {
		this.tokens = tokens;
	}

	/**
	 * Reads the whole pattern and answers about how many steps a search in a text of
	 * {@value Backtracking#TEXT} characters takes.
	 */
	double steps(boolean multiline) {
		double paths = alternatives().paths();
		if (this.tokens.next() >= 0) {
			throw new InvalidPatternException("has a ) without its (");
		}
		String text = this.tokens.text();
		boolean anchored = text.startsWith("^") && !text.contains("|") && !multiline;
		return paths * (anchored ? 1 : Backtracking.TEXT) * (this.scans ? Backtracking.TEXT : 1);
	}

	private Backtracking alternatives() {
		Backtracking read = sequence();
		while (this.tokens.take('|')) {
			read = read.or(sequence());
		}
		return read;
	}

	private Backtracking sequence() {
		Backtracking read = Backtracking.NONE;
		Backtracking last = Backtracking.NONE;
		for (int next = this.tokens.next(); next >= 0 && next != '|' && next != ')'; next = this.tokens.next()) {
			read = read.then(last);
			last = term();
		}
		// Nothing after it can fail, so whatever it takes first is the match.
		return read.then((this.groups == 0) ? last.certain() : last);
	}

	private Backtracking term() {
		int start = this.tokens.text().length();
		Backtracking part = part();
		String written = this.tokens.text().substring(start);
		MatchResult repeat = this.tokens.take(PatternTokens.REPEAT);
		if (repeat == null) {
			return part;
		}
		this.tokens.take('?');
		Backtracking repeated = repeated(part, written, repeat);
		if (part == Backtracking.ONE && excludesNext(written)) {
			// What stands before it may still have to be gone over to the end, once.
			this.scans = true;
			return repeated.certain();
		}
		return repeated;
	}

	private Backtracking part() {
		if (this.tokens.take(PatternTokens.OPEN) != null) {
			this.groups++;
			Backtracking read = alternatives();
			this.groups--;
			if (!this.tokens.take(')')) {
				throw new InvalidPatternException("has a ( without its )");
			}
			return read;
		}
		if (this.tokens.take(PatternTokens.PLACE) != null) {
			return Backtracking.NONE;
		}
		this.tokens.takeOne();
		return Backtracking.ONE;
	}

	private static Backtracking repeated(Backtracking part, String written, MatchResult repeat) {
		int min = repeat.group().equals("+") ? 1 : 0;
		double max = repeat.group().equals("?") ? 1 : Double.POSITIVE_INFINITY;
		if (repeat.group(1) != null) {
			min = Integer.parseInt(repeat.group(1));
			max = (repeat.group(2) == null) ? min : repeat.group(3).isEmpty() ? max : Integer.parseInt(repeat.group(3));
		}
		if (part.least() == 0) {
			throw new InvalidPatternException("must not repeat what can be empty");
		}
		double bound = Double.isInfinite(max) ? Math.max(min, 1) : max;
		if (bound > REPEATS || max < min) {
			throw new InvalidPatternException(
					"must repeat by {n}, {n,} or {n,m} with n no more than m and both at most " + REPEATS);
		}
		if (part != Backtracking.ONE && written.length() * bound > EXPANDED) {
			throw new InvalidPatternException("must not repeat a group so often");
		}
		return part.times(min, max);
	}

	/**
	 * Whether what was written for one character never stands for the plain character
	 * that comes next, so that the one cannot take what the other needs.
	 */
	private boolean excludesNext(String written) {
		MatchResult next = this.tokens.peek(PatternTokens.PLAIN);
		return next != null && !Pattern.compile(written, Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE)
			.matcher(next.group(1))
			.matches();
	}

}
