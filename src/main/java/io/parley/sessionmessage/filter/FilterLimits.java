package io.parley.sessionmessage.filter;

import io.parley.sessionmessage.input.LinearPattern;

import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The bounds of one filter.
 *
 * @param patternLength the most characters in one {@code $regex}, 1000 at most
 * @param depth how many operators may stand inside each other in a filter: {@code $and},
 * {@code $or}, {@code $nor}, {@code $not}, {@code $elemMatch}
 * @param clauses the most conditions in a whole filter
 * @param values the most elements in one list of values of a filter, such as that of
 * {@code $in}
 */
public record FilterLimits(@DefaultValue("256") int patternLength, @DefaultValue("8") int depth,
		@DefaultValue("100") int clauses, @DefaultValue("1000") int values) {

	public FilterLimits {
		if (patternLength < 1 || depth < 1 || clauses < 1 || values < 1) {
			throw new IllegalArgumentException("Each limit of a filter must be at least 1");
		}
		if (patternLength > LinearPattern.LENGTH) {
			throw new IllegalArgumentException("A pattern has at most " + LinearPattern.LENGTH + " characters");
		}
	}

}
