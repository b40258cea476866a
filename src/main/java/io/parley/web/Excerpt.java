package io.parley.web;

/** The beginning of a text that somebody else wrote. */
public final class Excerpt {

	private Excerpt() {
	}

	/**
	 * The text where it has at most so many code points; else as many of its first, and
	 * an ellipsis. It is cut between characters, of which half a one is no text.
	 */
	public static String of(String text, int codePoints) {
		return (text.codePointCount(0, text.length()) <= codePoints) ? text
				: text.substring(0, text.offsetByCodePoints(0, codePoints)) + "…";
	}

}
