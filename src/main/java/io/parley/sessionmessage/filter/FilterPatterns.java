package io.parley.sessionmessage.filter;

import org.bson.Document;

/**
 * Reads {@code $regex} and {@code $options} where they stand among the operators of a
 * field.
 */
final class FilterPatterns {

	private static final String OPTIONS = "imsx";

	private FilterPatterns() {
	}

	/**
	 * The operators with their pattern, if they have one, in the spelling that every
	 * server reads alike.
	 */
	static Document read(Document operators, String where, FilterLimits limits) {
		String here = FilterParser.at(where, "$regex");
		if (!operators.containsKey("$regex")) {
			if (operators.containsKey("$options")) {
				throw new InvalidFilterException(FilterParser.at(where, "$options"), "must stand beside $regex");
			}
			return operators;
		}
		String text = operators.getString("$regex");
		if (text.codePointCount(0, text.length()) > limits.patternLength()) {
			throw new InvalidFilterException(here, "must have at most " + limits.patternLength() + " characters");
		}
		String options = options(operators.get("$options", ""), FilterParser.at(where, "$options"));
		FilterPattern pattern = FilterPattern.read(text, options, here);
		operators.put("$regex", pattern.text());
		operators.remove("$options");
		if (!pattern.options().isEmpty()) {
			operators.put("$options", pattern.options());
		}
		return operators;
	}

	private static String options(String options, String where) {
		if (options.length() > OPTIONS.length() || options.chars().anyMatch((option) -> OPTIONS.indexOf(option) < 0)) {
			throw new InvalidFilterException(where, "must be made of i, m, s and x, each at most once");
		}
		return options;
	}

}
