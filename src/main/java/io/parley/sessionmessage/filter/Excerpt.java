package io.parley.sessionmessage.filter;

/** A caller's own text inside a sentence: never longer than a line. */
final class Excerpt {

	private static final int LENGTH = 100;

	private Excerpt() {
	}

	static String of(String text) {
		if (text.codePointCount(0, text.length()) <= LENGTH) {
			return text;
		}
		return text.substring(0, text.offsetByCodePoints(0, LENGTH)) + "…";
	}

}
