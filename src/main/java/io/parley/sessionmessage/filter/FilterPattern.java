package io.parley.sessionmessage.filter;

import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * A regular expression that a caller wrote, in a spelling that means the same to every
 * store: MongoDB hands it to PCRE, the embedded store to {@code java.util.regex}. Both
 * search by trying one way after another, so a pattern that could match the same text in
 * too many ways is refused; see {@link PatternReader}.
 *
 * @param text the pattern, without what the {@code x} option lets stand in it
 * @param options some of {@code i}, {@code m} and {@code s}
 */
record FilterPattern(String text, String options) {

	/** How many steps a search in a text of {@value Ways#TEXT} characters may take. */
	private static final double STEPS = 1e9;

	static FilterPattern read(String pattern, String options, String where) {
		Set<Integer> flags = options.chars().boxed().collect(Collectors.toCollection(TreeSet::new));
		int start = leadingFlags(pattern, flags);
		PatternReader reader = new PatternReader(pattern, start, flags.remove((int) 'x'));
		try {
			if (reader.read().ways() * starts(reader, flags) * (reader.scans() ? Ways.TEXT : 1) > STEPS) {
				throw new UnsafePatternException("could take too long to match; use fewer of *, + and {n,m}, and none "
						+ "around an alternative or another one");
			}
		}
		catch (UnsafePatternException ex) {
			throw new InvalidFilterException(where, ex.getMessage());
		}
		String normalised = flags.stream().map(Character::toString).collect(Collectors.joining());
		return new FilterPattern(reader.text(), normalised);
	}

	private static int starts(PatternReader reader, Set<Integer> flags) {
		return (reader.anchored() && !flags.contains((int) 'm')) ? 1 : Ways.TEXT;
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
