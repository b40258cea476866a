package io.parley.sessionmessage.template;

import io.parley.sessionmessage.input.InvalidPatternException;
import io.parley.sessionmessage.input.LinearPattern;

/**
 * Holds the patterns of one template to what RE2 takes, and to a size in all that fits
 * into some megabytes once they are ready for use.
 */
final class PatternBudget {

	private static final int SIZE = 50_000;

	private int left = SIZE;

	/**
	 * Counts one more pattern.
	 * @throws InvalidTemplateException if it is none, or one too many
	 */
	void take(String pattern, String where) {
		try {
			this.left -= LinearPattern.compile(pattern).size();
		}
		catch (InvalidPatternException ex) {
			throw new InvalidTemplateException(where, String.valueOf(ex.getMessage()));
		}
		if (this.left < 0) {
			throw new InvalidTemplateException(where, "is one pattern too many; all of a template's patterns have at "
					+ "most " + SIZE + " characters with their repetitions written out");
		}
	}

	/** The size of the patterns so far. */
	int taken() {
		return SIZE - this.left;
	}

}
