package io.parley.sessionmessage.filter;

import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

import io.parley.sessionmessage.input.InvalidPatternException;
import io.parley.sessionmessage.input.LinearPattern;
import org.bson.Document;

/**
 * A regular expression that a caller wrote, in a spelling that means the same to every
 * store: MongoDB hands it to PCRE, the embedded store to {@code java.util.regex}. Both
 * search by trying one path after another, so a pattern that could match the same text on
 * too many paths is refused; see {@link PatternReader}.
 *
 * @param text the pattern, without what the {@code x} option lets stand in it
 * @param options some of {@code i}, {@code m} and {@code s}
 */
record FilterPattern(String text, String options) {

	/**
	 * How many steps a search in a text of {@value Backtracking#TEXT} characters may
	 * take.
	 */
	private static final double STEPS = 1e9;

	/**
	 * The operators of a field with their {@code $regex} and {@code $options}, if they
	 * have them, in the spelling that every server reads alike.
	 */
	static Document read(Document operators, FilterPath where, FilterLimits limits) {
		if (!operators.containsKey("$regex")) {
			if (operators.containsKey("$options")) {
				throw where.at("$options").refusal("must stand beside $regex");
			}
			return operators;
		}
		FilterPath here = where.at("$regex");
		String text = operators.getString("$regex");
		if (text.codePointCount(0, text.length()) > limits.patternLength()) {
			throw here.refusal("must have at most " + limits.patternLength() + " characters");
		}
		String options = operators.get("$options", "");
		if (!options.matches("[imsx]{0,4}")) {
			throw where.at("$options").refusal("must be made of i, m, s and x, each at most once");
		}
		FilterPattern pattern = read(text, options, here.text());
		operators.put("$regex", pattern.text());
		operators.remove("$options");
		if (!pattern.options().isEmpty()) {
			operators.put("$options", pattern.options());
		}
		return operators;
	}

	static FilterPattern read(String pattern, String options, String where) {
		Set<Integer> flags = options.chars().boxed().collect(Collectors.toCollection(TreeSet::new));
		int start = leadingFlags(pattern, flags);
		PatternTokens tokens = new PatternTokens(pattern, start, flags.remove((int) 'x'));
		try {
			if (new PatternReader(tokens).steps(flags.contains((int) 'm')) > STEPS) {
				throw new InvalidPatternException("could take too long to match; use fewer of *, + and {n,m}, and none "
						+ "around an alternative or another one");
			}
			LinearPattern.compile(tokens.text());
		}
		catch (InvalidPatternException ex) {
			throw new InvalidFilterException(where, String.valueOf(ex.getMessage()));
		}
		return new FilterPattern(tokens.text(), flags.stream().map(Character::toString).collect(Collectors.joining()));
	}

	/**
	 * Reads flags at the very start, such as {@code (?i)}, and answers where the pattern
	 * goes on.
	 */
	private static int leadingFlags(String pattern, Set<Integer> flags) {
		int end = pattern.indexOf(')');
		if (!pattern.startsWith("(?") || end < 3 || !pattern.substring(2, end).matches("[imsx]+")) {
			return 0;
		}
		pattern.substring(2, end).chars().forEach(flags::add);
		return end + 1;
	}

}
